using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Redirects everything below its owner to another subtree (RFC 6672 section 2.1).</summary>
/// <param name="Target">The name that takes the place of the owner.</param>
[RdataType(DnsType.DNAME)]
public sealed partial record DnameData([Field<LowerNameField>] DomainName Target) : Rdata;
