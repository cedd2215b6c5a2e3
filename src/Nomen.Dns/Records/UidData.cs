using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>User number, reserved and never specified (IANA).</summary>
/// <param name="Octets">The rdata.</param>
[RdataType(DnsType.UID)]
public sealed partial record UidData([Field<OpaqueField>] ReadOnlyMemory<byte> Octets) : Rdata;
