using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>What makes two requests in flight equal: everything that the response depends on (RFC 5452 section 5).</summary>
/// <param name="Question">Name without case, type, class.</param>
/// <param name="Variant">RD, CD, and AD or DO.</param>
/// <param name="HasEdns">Whether an OPT may be sent: a response without one is no response to who asked with one.</param>
/// <param name="Subnet">The network that is sent; none by default.</param>
internal readonly record struct FlightKey(DnsQuestion Question, CacheVariant Variant, bool HasEdns, SubnetPrefix Subnet)
{
    /// <summary>The key of a request as the upstream gets it.</summary>
    public static FlightKey Of(DnsRequest upstream) =>
        new(upstream.Question!.Value, new CacheVariant(upstream.Flags, upstream.DnssecOk), upstream.Edns is not null, SubnetPrefix.Sent(upstream));
}
