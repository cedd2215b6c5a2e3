using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Which authorities may issue certificates for a domain (RFC 8659 section 4.1).</summary>
/// <param name="Flags">128: critical, an authority that does not know the tag must not issue.</param>
/// <param name="Tag">Property, 1 to 255 ASCII letters and digits, such as <c>issue</c>.</param>
/// <param name="Value">Value of the property.</param>
[RdataType(DnsType.CAA)]
public sealed partial record CaaData(
    [Field<UInt8Field>] byte Flags,
    [Field<CaaTagField>] string Tag,
    [Field<LongStringField>] ReadOnlyMemory<byte> Value) : Rdata;
