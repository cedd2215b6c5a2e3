namespace Nomen.Dns.Edns;

/// <summary>From an option's code and data to its object.</summary>
internal static class EdnsOptionReader
{
    public static EdnsOption Read(EdnsOptionCode code, ReadOnlySpan<byte> data) => new UnknownOption(code, data.ToArray());
}
