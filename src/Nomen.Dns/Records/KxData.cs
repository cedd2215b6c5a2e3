using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A host that exchanges keys for a name (RFC 2230 section 3).</summary>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Exchanger">Host that exchanges keys.</param>
[RdataType(DnsType.KX)]
public sealed partial record KxData([Field<UInt16Field>] ushort Preference, [Field<LowerNameField>] DomainName Exchanger) : Rdata;
