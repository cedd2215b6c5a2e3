using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The DS that a child wants its parent to have (RFC 7344 section 3.1); <c>0 0 0 00</c> asks for none (RFC 8078 section 4).</summary>
/// <param name="KeyTag">Tag of the key (RFC 4034 appendix B).</param>
/// <param name="Algorithm">Algorithm of the key (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="DigestType">Digest algorithm.</param>
/// <param name="Digest">Digest of owner name and key data.</param>
[RdataType(DnsType.CDS)]
public sealed partial record CdsData(
    [Field<UInt16Field>] ushort KeyTag,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<DigestTypeField>] DsDigestType DigestType,
    [Field<HexField>] ReadOnlyMemory<byte> Digest) : Rdata
{
    private string? FindRuleFlaw() => DigestRule.FindFlaw(DigestType, Digest);
}
