using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Anything (RFC 1035 section 3.3.10).</summary>
/// <param name="Octets">The rdata.</param>
[RdataType(DnsType.NULL)]
public sealed partial record NullData([Field<OpaqueField>] ReadOnlyMemory<byte> Octets) : Rdata;
