using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>How the names of a zone are hashed (RFC 5155 section 4).</summary>
/// <param name="HashAlgorithm">1 is SHA-1, the only one.</param>
/// <param name="Flags">Always 0.</param>
/// <param name="Iterations">Additional times the hash is applied (RFC 9276 asks for 0).</param>
/// <param name="Salt">Salt of the hash, 0 to 255 octets.</param>
[RdataType(DnsType.NSEC3PARAM)]
public sealed partial record Nsec3paramData(
    [Field<UInt8Field>] byte HashAlgorithm,
    [Field<UInt8Field>] byte Flags,
    [Field<UInt16Field>] ushort Iterations,
    [Field<SaltField>] ReadOnlyMemory<byte> Salt) : Rdata;
