using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A public key for IPsec (RFC 4025 section 2).</summary>
/// <param name="Precedence">Lower is tried first.</param>
/// <param name="Algorithm">Algorithm of the key: 0 none, 1 DSA, 2 RSA, 3 ECDSA, 4 EdDSA.</param>
/// <param name="Gateway">The gateway to tunnel to.</param>
/// <param name="PublicKey">The key; may be empty.</param>
[RdataType(DnsType.IPSECKEY, WireForm = typeof(IpseckeyForm), TextForm = typeof(IpseckeyForm))]
public sealed partial record IpseckeyData(
    [Field<UInt8Field>] byte Precedence,
    [Field<UInt8Field>] byte Algorithm,
    Gateway Gateway,
    [Field<OptionalBase64Field>] ReadOnlyMemory<byte> PublicKey) : Rdata;
