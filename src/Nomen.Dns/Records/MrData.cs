using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A renamed mailbox (RFC 1035 section 3.3.8).</summary>
/// <param name="Mailbox">The new name.</param>
[RdataType(DnsType.MR)]
public sealed partial record MrData([Field<CompressedNameField>] DomainName Mailbox) : Rdata;
