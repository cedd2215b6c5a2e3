using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A certificate (RFC 4398 section 2).</summary>
/// <param name="CertificateType">What it is.</param>
/// <param name="KeyTag">Tag of the key in it; 0 when it has none.</param>
/// <param name="Algorithm">Algorithm of the key; 0 when it has none.</param>
/// <param name="Certificate">The certificate, or the URL of it.</param>
[RdataType(DnsType.CERT)]
public sealed partial record CertData(
    [Field<CertificateTypeField>] CertificateType CertificateType,
    [Field<UInt16Field>] ushort KeyTag,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<Base64Field>] ReadOnlyMemory<byte> Certificate) : Rdata;
