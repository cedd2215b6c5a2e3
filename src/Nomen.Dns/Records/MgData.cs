using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A member of a mail group (RFC 1035 section 3.3.6).</summary>
/// <param name="Mailbox">Mailbox of the member.</param>
[RdataType(DnsType.MG)]
public sealed partial record MgData([Field<CompressedNameField>] DomainName Mailbox) : Rdata;
