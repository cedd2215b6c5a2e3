namespace Nomen.Cli.Tests.Transfers;

/// <summary>A path where no file is yet, and is none afterwards.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"nomen-{Guid.NewGuid():N}.zone");

    public void Dispose() => File.Delete(Path);
}
