using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A node identifier of ILNP (RFC 6742 section 2.1).</summary>
/// <param name="Preference">Lower is preferred.</param>
/// <param name="NodeId">The identifier.</param>
[RdataType(DnsType.NID)]
public sealed partial record NidData([Field<UInt16Field>] ushort Preference, [Field<Locator64Field>] ulong NodeId) : Rdata;
