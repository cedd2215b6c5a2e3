using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The next name of a zone and the types at this one, replaced by NSEC (RFC 2535 section 5).</summary>
/// <param name="NextName">The next owner name.</param>
/// <param name="Types">Types at the owner.</param>
[RdataType(DnsType.NXT)]
public sealed partial record NxtData([Field<LowerNameField>] DomainName NextName, [Field<NxtBitmapField>] NxtBitmap Types) : Rdata;
