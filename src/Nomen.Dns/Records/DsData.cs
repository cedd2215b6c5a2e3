using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A digest of the key that signs the keys of a child zone (RFC 4034 section 5).</summary>
/// <param name="KeyTag">Tag of the key (RFC 4034 appendix B).</param>
/// <param name="Algorithm">Algorithm of the key (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="DigestType">Digest algorithm.</param>
/// <param name="Digest">Digest of owner name and key data.</param>
[RdataType(DnsType.DS)]
public sealed partial record DsData(
    [Field<UInt16Field>] ushort KeyTag,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<DigestTypeField>] DsDigestType DigestType,
    [Field<HexField>] ReadOnlyMemory<byte> Digest) : Rdata
{
    private string? FindRuleFlaw() => DigestRule.FindFlaw(DigestType, Digest);
}
