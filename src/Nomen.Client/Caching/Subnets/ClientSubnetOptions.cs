using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Subnets;

/// <summary>For which names a cache tells its upstream the network of the client that asks, and how much of it (RFC 7871).</summary>
/// <remarks>
/// The upstream, and every server that it asks in turn, learns where the client is; in return it may answer with what is near.
/// Never sent: addresses that are not routed (private, loopback, link-local), for names of fewer than two labels, and for types
/// that serve the working of the DNS itself (NS, SOA, DS, DNSKEY and the like). A request without EDNS never gets one.
/// </remarks>
public sealed record ClientSubnetOptions
{
    /// <summary>Zones whose names, and all below, are asked for with a subnet. Default the root: every name. RFC 7871 section 12.2.</summary>
    /// <remarks>List the zones of the content networks that matter, and nobody else learns where the clients are. Empty asks for nothing with a subnet.</remarks>
    public ImmutableArray<DomainName> Zones { get; init => field = value.IsDefault ? [] : value; } = [DomainName.Root];

    /// <summary>Most bits of an IPv4 address that are told, and that answers are kept for. Default 24; 0 to 32, 0 tells nothing. RFC 7871 section 11.1.</summary>
    /// <remarks>More bits tell more about the client and make more answers to keep; most content networks look at 24 at most.</remarks>
    public int MaxSourceIPv4
    {
        get;
        init => field = Limit.InRange(value, 0, 32);
    } = 24;

    /// <summary>Most bits of an IPv6 address that are told, and that answers are kept for. Default 56; 0 to 128, 0 tells nothing. RFC 7871 section 11.1.</summary>
    public int MaxSourceIPv6
    {
        get;
        init => field = Limit.InRange(value, 0, 128);
    } = 56;

    /// <summary>Whether a client may ask for a network that it is not in itself. Default no: such a request is answered with REFUSED. RFC 7871 sections 7.5 and 11.3.</summary>
    /// <remarks>
    /// Yes when the clients are resolvers that ask for clients of their own. Anybody who may ask can then fill the cache with
    /// networks, and read what servers answer to each. Requests of this process itself, with no client in their context, always may.
    /// </remarks>
    public bool AcceptForeignSubnets { get; init; }

    /// <summary>Most networks of one family for which answers to one name and type are kept. Default 100; 1 to 1,000. RFC 7871 section 11.3.</summary>
    /// <remarks>When there are more, the one that was stored longest ago gives way. All of them count towards the bound of the cache besides.</remarks>
    public int MaxScopesPerName
    {
        get;
        init => field = Limit.InRange(value, 1, 1000);
    } = 100;

    /// <summary>Most questions in flight at once for one name and type, with a network each. Default 16; 1 to 1,000. RFC 7871 section 11.2.</summary>
    /// <remarks>Each is one more chance for a forger (CVE-2025-5994). Whoever comes when there are so many shares one question without a subnet with the others.</remarks>
    public int MaxParallelPerName
    {
        get;
        init => field = Limit.InRange(value, 1, 1000);
    } = 16;

    /// <summary>How long a name and type are asked for without a subnet after the upstream refused one and answered without. Default 15 min; 1 s to a day. RFC 7871 section 7.3.</summary>
    /// <remarks>Shorter asks such servers twice more often. When one question after the other is refused, it holds for all of them.</remarks>
    public TimeSpan RefusalMemory
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    } = TimeSpan.FromMinutes(15);
}
