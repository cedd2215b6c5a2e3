using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Records;

namespace Nomen.Server.Zones;

/// <summary>The name in a record's data that a server follows: the target of an alias, or the host whose addresses belong into the additional section.</summary>
internal static class RdataNames
{
    /// <summary>The names of an RRset's data (RFC 1035 section 3.3, RFC 2782, RFC 6672, RFC 9460 section 4.1); none for most types.</summary>
    public static ImmutableArray<DomainName> Targets(ImmutableArray<ResourceRecord> records) =>
        [.. records.Select(Target).Where(target => target is not null).Select(target => target.GetValueOrDefault())];

    private static DomainName? Target(ResourceRecord record) => record.Data switch
    {
        CnameData alias => alias.Target,
        DnameData redirection => redirection.Target,
        NsData delegation => delegation.NameServer,
        MxData mail => mail.Exchange,
        SrvData service => service.Target,
        SvcbData service => OwnerIfRoot(service.Target, record.Owner),
        HttpsData service => OwnerIfRoot(service.Target, record.Owner),
        _ => null,
    };

    /// <summary>RFC 9460 section 2.5: the target "." is the owner itself.</summary>
    private static DomainName OwnerIfRoot(DomainName target, DomainName owner) => target.IsRoot ? owner : target;
}
