using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>From type codes to the generated code of each type. The other half, one case for each type, is generated.</summary>
internal static partial class RdataRegistry
{
    /// <summary>Checks rdata; returns <paramref name="end"/> when it is good.</summary>
    public static int Validate(DnsType type, DnsClass @class, ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        HasForm(type, @class) ? ValidateKnown(type, message, position, end, ref scan) : end;

    /// <summary>Reads validated rdata: as its type, or as octets when the type is unknown or there is none at all (UPDATE, RFC 2136 section 2.4).</summary>
    public static Rdata Read(DnsType type, DnsClass @class, ReadOnlySpan<byte> message, int offset, int length)
    {
        Rdata? data = HasForm(type, @class) && (length > 0 || !IsMeta(@class)) ? ReadKnown(type, message, offset, offset + length) : null;
        return data ?? new UnknownData(type, message.Slice(offset, length).ToArray());
    }

    /// <summary>Whether records of the class have the forms of class IN: IN itself, and the two that stand for it in UPDATE.</summary>
    public static bool IsInternet(DnsClass @class) => @class == DnsClass.IN || IsMeta(@class);

    private static bool IsMeta(DnsClass @class) => @class is DnsClass.ANY or DnsClass.NONE;

    // Other classes define some types anew: an A record of class CH is a name and a number (RFC 3597 section 4 speaks of class-specific types).
    private static bool HasForm(DnsType type, DnsClass @class) => @class == DnsClass.IN || IsMeta(@class) || !IsInternetOnly(type);
}
