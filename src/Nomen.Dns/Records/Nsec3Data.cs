using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The next hashed name of a zone and the types at this one (RFC 5155 section 3).</summary>
/// <param name="HashAlgorithm">1 is SHA-1, the only one.</param>
/// <param name="Flags">1: opt-out.</param>
/// <param name="Iterations">Additional times the hash is applied (RFC 9276 asks for 0).</param>
/// <param name="Salt">Salt of the hash, 0 to 255 octets.</param>
/// <param name="NextHash">Next hashed owner, 1 to 255 octets.</param>
/// <param name="Types">Types at the owner.</param>
[RdataType(DnsType.NSEC3)]
public sealed partial record Nsec3Data(
    [Field<UInt8Field>] byte HashAlgorithm,
    [Field<UInt8Field>] byte Flags,
    [Field<UInt16Field>] ushort Iterations,
    [Field<SaltField>] ReadOnlyMemory<byte> Salt,
    [Field<HashedNameField>] ReadOnlyMemory<byte> NextHash,
    [Field<TypeBitmapField>] TypeBitmap Types) : Rdata;
