using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The name of an NSAP address (RFC 1348).</summary>
/// <param name="Target">The name pointed to.</param>
[RdataType(DnsType.NSAPPTR)]
public sealed partial record NsapPtrData([Field<NameField>] DomainName Target) : Rdata;
