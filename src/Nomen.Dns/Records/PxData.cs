using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>How X.400 and RFC 822 mail addresses map (RFC 2163 section 4).</summary>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Map822">RFC 822 domain.</param>
/// <param name="MapX400">X.400 domain.</param>
[RdataType(DnsType.PX)]
public sealed partial record PxData(
    [Field<UInt16Field>] ushort Preference,
    [Field<LowerNameField>] DomainName Map822,
    [Field<LowerNameField>] DomainName MapX400) : Rdata;
