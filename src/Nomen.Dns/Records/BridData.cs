using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A broadcast remote identity of a drone (RFC 9886).</summary>
/// <param name="Octets">CBOR.</param>
[RdataType(DnsType.BRID)]
public sealed partial record BridData([Field<Base64Field>] ReadOnlyMemory<byte> Octets) : Rdata;
