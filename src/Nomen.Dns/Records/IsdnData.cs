using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An ISDN address (RFC 1183 section 3.2).</summary>
/// <param name="Address">Number, up to 255 octets.</param>
/// <param name="Subaddress">Subaddress, up to 255 octets; null when there is none.</param>
[RdataType(DnsType.ISDN)]
public sealed partial record IsdnData(
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Address,
    [Field<OptionalStringField>] ReadOnlyMemory<byte>? Subaddress) : Rdata;
