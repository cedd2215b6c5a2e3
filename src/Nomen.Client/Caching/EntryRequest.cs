using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>The request that an entry answers.</summary>
internal static class EntryRequest
{
    /// <summary>The question with the flags that it was asked with: to ask again, or to show it.</summary>
    public static DnsRequest Of(CacheEntry entry)
    {
        DnsFlags flags = (entry.Variant.RecursionDesired ? DnsFlags.RD : 0)
            | (entry.Variant.CheckingDisabled ? DnsFlags.CD : 0)
            | (entry.Variant is { WantsAd: true, DnssecOk: false } ? DnsFlags.AD : 0);
        return new DnsRequest(new DnsQuestion(entry.Name, entry.Type))
        {
            Flags = flags,
            Edns = EdnsRecord.Default with { DnssecOk = entry.Variant.DnssecOk },
        };
    }
}
