using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Fingerprint of a host key of SSH (RFC 4255 section 3.1).</summary>
/// <param name="Algorithm">Algorithm of the key: 1 RSA, 2 DSA, 3 ECDSA, 4 Ed25519, 6 Ed448.</param>
/// <param name="FingerprintType">1 SHA-1, 2 SHA-256.</param>
/// <param name="Fingerprint">The fingerprint.</param>
[RdataType(DnsType.SSHFP)]
public sealed partial record SshfpData(
    [Field<UInt8Field>] byte Algorithm,
    [Field<UInt8Field>] byte FingerprintType,
    [Field<HexField>] ReadOnlyMemory<byte> Fingerprint) : Rdata;
