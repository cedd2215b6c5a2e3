using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The next name of a zone and the types at this one (RFC 4034 section 4).</summary>
/// <param name="NextName">The next owner name in canonical order.</param>
/// <param name="Types">Types at the owner.</param>
[RdataType(DnsType.NSEC)]
public sealed partial record NsecData([Field<NameField>] DomainName NextName, [Field<TypeBitmapField>] TypeBitmap Types) : Rdata;
