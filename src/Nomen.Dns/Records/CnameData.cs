using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The canonical name that an alias stands for (RFC 1035 section 3.3.1).</summary>
/// <param name="Target">The canonical name.</param>
[RdataType(DnsType.CNAME)]
public sealed partial record CnameData([Field<CompressedNameField>] DomainName Target) : Rdata;
