using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Mailboxes behind a mailbox or list (RFC 1035 section 3.3.7).</summary>
/// <param name="ResponsibleMailbox">Mailbox of who is responsible; the root for nobody.</param>
/// <param name="ErrorMailbox">Mailbox that takes errors; the root for nobody.</param>
[RdataType(DnsType.MINFO)]
public sealed partial record MinfoData(
    [Field<CompressedNameField>] DomainName ResponsibleMailbox,
    [Field<CompressedNameField>] DomainName ErrorMailbox) : Rdata;
