using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An IEEE EUI-64 address (RFC 7043 section 4).</summary>
/// <param name="Address">The address, 8 octets.</param>
[RdataType(DnsType.EUI64)]
public sealed partial record Eui64Data([Field<Eui64Field>] ReadOnlyMemory<byte> Address) : Rdata;
