using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Start of a zone of authority (RFC 1035 section 3.3.13).</summary>
/// <param name="PrimaryServer">MNAME: the server that the zone is edited on.</param>
/// <param name="Mailbox">RNAME: mailbox of the person responsible, the first label being its part before the "@".</param>
/// <param name="Serial">Version of the zone, compared by serial arithmetic (RFC 1982).</param>
/// <param name="Refresh">Seconds after which a secondary looks for a new version.</param>
/// <param name="Retry">Seconds after which a secondary tries again when it could not refresh.</param>
/// <param name="Expire">Seconds after which a secondary that could not refresh stops answering.</param>
/// <param name="Minimum">Upper limit in seconds of the TTL of negative answers (RFC 2308 section 4).</param>
[RdataType(DnsType.SOA)]
public sealed partial record SoaData(
    [Field<CompressedNameField>] DomainName PrimaryServer,
    [Field<CompressedNameField>] DomainName Mailbox,
    [Field<UInt32Field>] uint Serial,
    [Field<SecondsField>] uint Refresh,
    [Field<SecondsField>] uint Retry,
    [Field<SecondsField>] uint Expire,
    [Field<SecondsField>] uint Minimum) : Rdata;
