using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Anything, reserved and never specified (IANA).</summary>
/// <param name="Octets">The rdata.</param>
[RdataType(DnsType.UNSPEC)]
public sealed partial record UnspecData([Field<OpaqueField>] ReadOnlyMemory<byte> Octets) : Rdata;
