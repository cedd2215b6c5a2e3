using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Group number, reserved and never specified (IANA).</summary>
/// <param name="Octets">The rdata.</param>
[RdataType(DnsType.GID)]
public sealed partial record GidData([Field<OpaqueField>] ReadOnlyMemory<byte> Octets) : Rdata;
