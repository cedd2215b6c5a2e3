using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A signature over a message, SIG(0) (RFC 2931), once over an RRset (RFC 2535 section 4).</summary>
/// <param name="TypeCovered">Type of the RRset; 0 for a message.</param>
/// <param name="Algorithm">Algorithm (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="Labels">Labels of the owner without the root and without a wildcard.</param>
/// <param name="OriginalTtl">TTL of the RRset in the signed zone, in seconds.</param>
/// <param name="Expiration">End of validity, in seconds since 1970 modulo 2^32 (RFC 1982).</param>
/// <param name="Inception">Start of validity, in the same form.</param>
/// <param name="KeyTag">Tag of the key that signed.</param>
/// <param name="Signer">Name of the zone whose key signed.</param>
/// <param name="Signature">The signature.</param>
[RdataType(DnsType.SIG)]
public sealed partial record SigData(
    [Field<CoveredTypeField>] DnsType TypeCovered,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<UInt8Field>] byte Labels,
    [Field<UInt32Field>] uint OriginalTtl,
    [Field<TimeField>] uint Expiration,
    [Field<TimeField>] uint Inception,
    [Field<UInt16Field>] ushort KeyTag,
    [Field<LowerNameField>] DomainName Signer,
    [Field<Base64Field>] ReadOnlyMemory<byte> Signature) : Rdata;
