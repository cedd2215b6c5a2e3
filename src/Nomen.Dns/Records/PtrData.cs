using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A pointer to another name, above all from an address to its host (RFC 1035 section 3.3.12).</summary>
/// <param name="Target">The name pointed to.</param>
[RdataType(DnsType.PTR)]
public sealed partial record PtrData([Field<CompressedNameField>] DomainName Target) : Rdata;
