using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A public key of a zone (RFC 4034 section 2).</summary>
/// <param name="Flags">256 zone key, 1 secure entry point, 128 revoked (RFC 5011).</param>
/// <param name="Protocol">Always 3.</param>
/// <param name="Algorithm">Algorithm (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="PublicKey">The key, in the form of its algorithm.</param>
[RdataType(DnsType.DNSKEY)]
public sealed partial record DnskeyData(
    [Field<UInt16Field>] ushort Flags,
    [Field<UInt8Field>] byte Protocol,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<Base64Field>] ReadOnlyMemory<byte> PublicKey) : Rdata;
