using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Neighbours in the history of trust anchors (draft-ietf-dnsop-dnssec-trust-history).</summary>
/// <param name="Previous">The name before.</param>
/// <param name="Next">The name behind.</param>
[RdataType(DnsType.TALINK)]
public sealed partial record TalinkData([Field<NameField>] DomainName Previous, [Field<NameField>] DomainName Next) : Rdata;
