using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A mail destination, replaced by MX (RFC 1035 section 3.3.4).</summary>
/// <param name="Host">Host that takes mail.</param>
[RdataType(DnsType.MD)]
public sealed partial record MdData([Field<CompressedNameField>] DomainName Host) : Rdata;
