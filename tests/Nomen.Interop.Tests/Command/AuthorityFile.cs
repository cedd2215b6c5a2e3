using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Command;

/// <summary>The lab's authority as a file for <c>+tls-ca</c>, gone with the test.</summary>
internal sealed class AuthorityFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nomen-ca-");

    public AuthorityFile()
    {
        Path = System.IO.Path.Combine(_folder.FullName, "ca.pem");
        File.WriteAllText(Path, LabCertificate.AuthorityPem);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
