using System.Globalization;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>Opcodes and response codes as dig writes them.</summary>
internal static class DigWords
{
    public static string Opcode(Opcode opcode) => opcode switch
    {
        Nomen.Dns.Registries.Opcode.Query => "QUERY",
        Nomen.Dns.Registries.Opcode.IQuery => "IQUERY",
        Nomen.Dns.Registries.Opcode.Status => "STATUS",
        Nomen.Dns.Registries.Opcode.Notify => "NOTIFY",
        Nomen.Dns.Registries.Opcode.Update => "UPDATE",
        _ => "RESERVED" + ((byte)opcode).ToString(CultureInfo.InvariantCulture),
    };

    public static string Rcode(Rcode rcode) => rcode switch
    {
        Nomen.Dns.Registries.Rcode.DsoTypeNi => "RESERVED11",
        _ when Enum.IsDefined(rcode) => rcode.ToString().ToUpperInvariant(),
        <= (Rcode)15 => "RESERVED" + ((ushort)rcode).ToString(CultureInfo.InvariantCulture),
        _ => ((ushort)rcode).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Names of extended errors that dig 9.18 knows; null for the others.</summary>
    public static string? ExtendedError(ExtendedErrorCode code) => code switch
    {
        ExtendedErrorCode.Other => "Other",
        ExtendedErrorCode.UnsupportedDnskeyAlgorithm => "Unsupported DNSKEY Algorithm",
        ExtendedErrorCode.UnsupportedDsDigest => "Unsupported DS Digest Type",
        ExtendedErrorCode.StaleAnswer => "Stale Answer",
        ExtendedErrorCode.ForgedAnswer => "Forged Answer",
        ExtendedErrorCode.DnssecIndeterminate => "DNSSEC Indeterminate",
        ExtendedErrorCode.DnssecBogus => "DNSSEC Bogus",
        ExtendedErrorCode.SignatureExpired => "Signature Expired",
        ExtendedErrorCode.SignatureNotYetValid => "Signature Not Yet Valid",
        ExtendedErrorCode.DnskeyMissing => "DNSKEY Missing",
        ExtendedErrorCode.RrsigsMissing => "RRSIGs Missing",
        ExtendedErrorCode.NoZoneKeyBit => "No Zone Key Bit Set",
        ExtendedErrorCode.NsecMissing => "NSEC Missing",
        ExtendedErrorCode.CachedError => "Cached Error",
        ExtendedErrorCode.NotReady => "Not Ready",
        ExtendedErrorCode.Blocked => "Blocked",
        ExtendedErrorCode.Censored => "Censored",
        ExtendedErrorCode.Filtered => "Filtered",
        ExtendedErrorCode.Prohibited => "Prohibited",
        ExtendedErrorCode.StaleNxDomain => "Stale NXDOMAIN Answer",
        ExtendedErrorCode.NotAuthoritative => "Not Authoritative",
        ExtendedErrorCode.NotSupported => "Not Supported",
        ExtendedErrorCode.NoReachableAuthority => "No Reachable Authority",
        ExtendedErrorCode.NetworkError => "Network Error",
        ExtendedErrorCode.InvalidData => "Invalid Data",
        _ => null,
    };
}
