using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A mailbox of a host (RFC 1035 section 3.3.3).</summary>
/// <param name="Host">Host of the mailbox.</param>
[RdataType(DnsType.MB)]
public sealed partial record MbData([Field<CompressedNameField>] DomainName Host) : Rdata;
