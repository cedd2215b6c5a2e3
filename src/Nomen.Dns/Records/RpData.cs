using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The person responsible for a name (RFC 1183 section 2.2).</summary>
/// <param name="Mailbox">Mailbox of the person; the root for none.</param>
/// <param name="TextName">Name of TXT records that say more; the root for none.</param>
[RdataType(DnsType.RP)]
public sealed partial record RpData([Field<LowerNameField>] DomainName Mailbox, [Field<LowerNameField>] DomainName TextName) : Rdata;
