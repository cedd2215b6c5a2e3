using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A digital object (draft-durand-doa-over-dns).</summary>
/// <param name="Enterprise">Enterprise number (IANA "Private Enterprise Numbers").</param>
/// <param name="ObjectType">Type of the object, by the enterprise.</param>
/// <param name="Location">1 here, 2 a URI, 3 a handle.</param>
/// <param name="MediaType">Media type, up to 255 octets.</param>
/// <param name="Data">The object or where it is.</param>
[RdataType(DnsType.DOA)]
public sealed partial record DoaData(
    [Field<UInt32Field>] uint Enterprise,
    [Field<UInt32Field>] uint ObjectType,
    [Field<UInt8Field>] byte Location,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> MediaType,
    [Field<DashedBase64Field>] ReadOnlyMemory<byte> Data) : Rdata;
