using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An IEEE EUI-48 address (RFC 7043 section 3).</summary>
/// <param name="Address">The address, 6 octets.</param>
[RdataType(DnsType.EUI48)]
public sealed partial record Eui48Data([Field<Eui48Field>] ReadOnlyMemory<byte> Address) : Rdata;
