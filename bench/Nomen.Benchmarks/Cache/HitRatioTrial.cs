using System.Globalization;
using Nomen.Client.Caching;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Benchmarks.Cache;

/// <summary>Hit ratio on a Zipf(1.0) trace with scans, against plain LRU with as many entries.</summary>
internal static class HitRatioTrial
{
    private const int Names = 1_000_000;
    private const int Room = Names / 20;
    private const int ScanShare = 10;

    public static async Task RunAsync(int queries, long maxBytes)
    {
        AddressUpstream upstream = new();
        await using CacheTransport cache = new(upstream, new CacheTransportOptions { MaxBytes = maxBytes });
        PlainLru lru = new(Room);
        ZipfSequence zipf = new(Names, seed: 1);
        long lruHits = 0;
        long oneTime = 0;
        long most = 0;
        for (int i = 0; i < queries; i++)
        {
            bool isScan = zipf.OneIn(ScanShare);
            long key = isScan ? Names + oneTime++ : zipf.Next();
            lruHits += lru.Use(key) ? 1 : 0;
            await cache.SendAsync(DnsRequest.Query(NameOf(key), DnsType.A));
            if (i % 100_000 == 0)
            {
                most = Math.Max(most, cache.Statistics.Entries);
            }
        }

        CacheStatistics figures = cache.Statistics;
        double ours = 100.0 * figures.Hits / queries;
        double theirs = 100.0 * lruHits / queries;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"hit ratio: {ours:F2} % with at most {most} entries in {figures.Bytes} octets; plain LRU of {Room} entries {theirs:F2} %; difference {ours - theirs:F2} points"));
    }

    private static DomainName NameOf(long key) => DomainName.Parse(string.Create(CultureInfo.InvariantCulture, $"host{key:D8}.example"));
}
