using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A locator of Nimrod (draft-ietf-nimrod-dns).</summary>
/// <param name="Octets">The locator.</param>
[RdataType(DnsType.NIMLOC)]
public sealed partial record NimlocData([Field<HexField>] ReadOnlyMemory<byte> Octets) : Rdata;
