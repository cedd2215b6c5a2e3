using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A public key for encrypting NAPTR records (draft-reid-dnsext-rkey).</summary>
/// <param name="Flags">Always 0.</param>
/// <param name="Protocol">Always 1.</param>
/// <param name="Algorithm">Algorithm (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="PublicKey">The key, in the form of its algorithm.</param>
[RdataType(DnsType.RKEY)]
public sealed partial record RkeyData(
    [Field<UInt16Field>] ushort Flags,
    [Field<UInt8Field>] byte Protocol,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<Base64Field>] ReadOnlyMemory<byte> PublicKey) : Rdata;
