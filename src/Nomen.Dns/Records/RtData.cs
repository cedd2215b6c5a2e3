using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A route through a host (RFC 1183 section 3.3).</summary>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Intermediate">Host that forwards.</param>
[RdataType(DnsType.RT)]
public sealed partial record RtData([Field<UInt16Field>] ushort Preference, [Field<LowerNameField>] DomainName Intermediate) : Rdata;
