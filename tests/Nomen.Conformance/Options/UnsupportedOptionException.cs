namespace Nomen.Conformance.Options;

/// <summary>An option that is in no row of FORMAT.md, has a value that means nothing, or that a device cannot honour: the file is skipped.</summary>
internal sealed class UnsupportedOptionException(string name) : Exception($"option:{name}")
{
    /// <summary>The option.</summary>
    public string Name { get; } = name;
}
