using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An endpoint identifier of Nimrod (draft-ietf-nimrod-dns).</summary>
/// <param name="Octets">The identifier.</param>
[RdataType(DnsType.EID)]
public sealed partial record EidData([Field<HexField>] ReadOnlyMemory<byte> Octets) : Rdata;
