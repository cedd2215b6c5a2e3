using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>From type codes to the generated code of each type.</summary>
internal static class RdataRegistry
{
    /// <summary>Checks rdata; returns <paramref name="end"/> when it is good.</summary>
    public static int Validate(DnsType type, DnsClass @class, ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => type switch
    {
        DnsType.NS or DnsType.CNAME or DnsType.PTR or DnsType.DNAME => NameScan.Validate(message, position, ref scan),
        _ => end,
    };

    /// <summary>Reads validated rdata.</summary>
    public static Rdata Read(DnsType type, DnsClass @class, ReadOnlySpan<byte> message, int offset, int length) =>
        new UnknownData(type, message.Slice(offset, length).ToArray());
}
