using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>User information, reserved and never specified (IANA).</summary>
/// <param name="Octets">The rdata.</param>
[RdataType(DnsType.UINFO)]
public sealed partial record UinfoData([Field<OpaqueField>] ReadOnlyMemory<byte> Octets) : Rdata;
