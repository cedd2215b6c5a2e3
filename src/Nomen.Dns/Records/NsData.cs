using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An authoritative server of a zone (RFC 1035 section 3.3.11).</summary>
/// <param name="NameServer">Name of the server.</param>
[RdataType(DnsType.NS)]
public sealed partial record NsData([Field<CompressedNameField>] DomainName NameServer) : Rdata;
