using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The certificate or key of a mail user (RFC 8162 section 2).</summary>
/// <param name="Usage">0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE.</param>
/// <param name="Selector">0 the full certificate, 1 the public key.</param>
/// <param name="MatchingType">0 exact, 1 SHA-256, 2 SHA-512.</param>
/// <param name="CertificateData">The data or its digest.</param>
[RdataType(DnsType.SMIMEA)]
public sealed partial record SmimeaData(
    [Field<UInt8Field>] byte Usage,
    [Field<UInt8Field>] byte Selector,
    [Field<UInt8Field>] byte MatchingType,
    [Field<HexField>] ReadOnlyMemory<byte> CertificateData) : Rdata;
