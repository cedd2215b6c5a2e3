using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A digest of a whole zone (RFC 8976 section 2).</summary>
/// <param name="Serial">Serial of the zone.</param>
/// <param name="Scheme">1 is SIMPLE.</param>
/// <param name="HashAlgorithm">1 SHA-384, 2 SHA-512.</param>
/// <param name="Digest">The digest, 12 octets or more.</param>
[RdataType(DnsType.ZONEMD)]
public sealed partial record ZonemdData(
    [Field<UInt32Field>] uint Serial,
    [Field<UInt8Field>] byte Scheme,
    [Field<UInt8Field>] byte HashAlgorithm,
    [Field<HexField>] ReadOnlyMemory<byte> Digest) : Rdata
{
    /// <summary>Fewest octets of a digest (RFC 8976 section 2.2.4).</summary>
    private const int MinDigest = 12;

    private string? FindRuleFlaw() => (HashAlgorithm, Digest.Length) switch
    {
        (1, not 48) => "a digest of 48 octets",
        (2, not 64) => "a digest of 64 octets",
        (_, < MinDigest) => "a digest of at least 12 octets",
        _ => null,
    };
}
