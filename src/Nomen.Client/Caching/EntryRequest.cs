using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>The request that an entry answers.</summary>
internal static class EntryRequest
{
    /// <summary>The question with the flags that it was asked with: to ask again, or to show it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="network">The network to ask for (RFC 7871); none by default.</param>
    public static DnsRequest Of(CacheEntry entry, SubnetPrefix network = default)
    {
        DnsFlags flags = (entry.Variant.RecursionDesired ? DnsFlags.RD : 0)
            | (entry.Variant.CheckingDisabled ? DnsFlags.CD : 0)
            | (entry.Variant is { WantsAd: true, DnssecOk: false } ? DnsFlags.AD : 0);
        return new DnsRequest(new DnsQuestion(entry.Name, entry.Type))
        {
            Flags = flags,
            Edns = EdnsRecord.Default with { DnssecOk = entry.Variant.DnssecOk, Options = network.IsNetwork ? [network.ToOption()] : [] },
        };
    }
}
