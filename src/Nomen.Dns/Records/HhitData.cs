using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A hierarchical host identity tag of a drone (RFC 9886).</summary>
/// <param name="Octets">CBOR.</param>
[RdataType(DnsType.HHIT)]
public sealed partial record HhitData([Field<Base64Field>] ReadOnlyMemory<byte> Octets) : Rdata;
