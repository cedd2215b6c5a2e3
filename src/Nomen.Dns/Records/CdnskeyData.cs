using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The DNSKEY that a child wants its parent to make a DS of (RFC 7344 section 3.2); <c>0 3 0 AA==</c> asks for none (RFC 8078 section 4).</summary>
/// <param name="Flags">256 zone key, 1 secure entry point, 128 revoked (RFC 5011).</param>
/// <param name="Protocol">Always 3.</param>
/// <param name="Algorithm">Algorithm (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="PublicKey">The key, in the form of its algorithm.</param>
[RdataType(DnsType.CDNSKEY)]
public sealed partial record CdnskeyData(
    [Field<UInt16Field>] ushort Flags,
    [Field<UInt8Field>] byte Protocol,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<Base64Field>] ReadOnlyMemory<byte> PublicKey) : Rdata;
