using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An ATM address (ATM Forum af-dans-0152).</summary>
/// <param name="Format">0 end system address, 1 E.164 number.</param>
/// <param name="Address">Octets of the address, or ASCII digits of the number.</param>
[RdataType(DnsType.ATMA, TextForm = typeof(AtmaText))]
public sealed partial record AtmaData([Field<UInt8Field>] byte Format, [Field<HexField>] ReadOnlyMemory<byte> Address) : Rdata;
