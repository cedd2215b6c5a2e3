using System.Diagnostics;
using System.Globalization;
using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Benchmarks.Cache;

/// <summary>Nanoseconds and octets of an NXDOMAIN made from the proofs of a zone of 1,000 names; the kinds are measured in turns.</summary>
internal static class DenialTrial
{
    private const int Names = 1_000;
    private const int Asked = 4_000;

    public static async Task RunAsync(int turns)
    {
        await using CacheTransport nsec = await FilledAsync(isHashed: false);
        await using CacheTransport nsec3 = await FilledAsync(isHashed: true);
        (string Name, CacheTransport Cache, DnsRequest[] Requests)[] kinds =
        [
            ("NXDOMAIN from NSEC", nsec, Requests("plain", dnssecOk: false)),
            ("NXDOMAIN from NSEC, with proofs", nsec, Requests("signed", dnssecOk: true)),
            ("NXDOMAIN from NSEC3", nsec3, Requests("plain", dnssecOk: false)),
            ("NXDOMAIN from NSEC3, with proofs", nsec3, Requests("signed", dnssecOk: true)),
        ];
        List<double>[] times = [.. kinds.Select(static _ => new List<double>())];
        long[] octets = new long[kinds.Length];
        int[] lengths = new int[kinds.Length];
        for (int turn = -turns / 4; turn < turns; turn++)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                lengths[kind] = await SendAsync(kinds[kind].Cache, kinds[kind].Requests);
                double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Asked;
                octets[kind] = GC.GetAllocatedBytesForCurrentThread() - before;
                if (turn >= 0)
                {
                    times[kind].Add(elapsed);
                }
            }
        }

        for (int kind = 0; kind < kinds.Length; kind++)
        {
            times[kind].Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kinds[kind].Name,-36} fastest {times[kind][0],6:F0} ns  median {times[kind][times[kind].Count / 2],6:F0} ns  {(double)octets[kind] / Asked:F0} B, message {lengths[kind]} B"));
        }

        // The few names that were asked for all the same are hits by now.
        CacheStatistics statistics = nsec3.Statistics;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"NSEC3: {statistics.Synthesized} synthesised, {statistics.Hits} hits"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"proofs of {Names} names: {nsec.Statistics.ProofBytes} B NSEC, {nsec3.Statistics.ProofBytes} B NSEC3"));
    }

    private static DnsRequest[] Requests(string mark, bool dnssecOk) =>
    [
        .. Enumerable.Range(0, Asked).Select(i => DnsRequest
            .Query(string.Create(CultureInfo.InvariantCulture, $"host{i * 7919 % Names:D6}-{mark}-{i}.example"), DnsType.A)
            .With(EdnsRecord.Default with { DnssecOk = dnssecOk })),
    ];

    private static async Task<CacheTransport> FilledAsync(bool isHashed)
    {
        DenyingUpstream upstream = new(Names, isHashed);
        CacheTransport cache = new(upstream, new CacheTransportOptions { Upstream = DnssecUpstream.AlwaysDnssec, AggressiveNsec = new AggressiveNsecOptions(), NxDomainCut = NxDomainCut.Never });

        // Until a round of new names is answered without asking: nearly every gap is known.
        long asked = -1;
        for (int round = 0; asked != upstream.Asked; round++)
        {
            asked = upstream.Asked;
            foreach (DnsRequest request in Requests($"fill{round}", dnssecOk: true))
            {
                await cache.SendAsync(request);
            }
        }

        return cache;
    }

    /// <summary>Everything completes at once, so that no other thread takes over.</summary>
    private static async ValueTask<int> SendAsync(CacheTransport cache, DnsRequest[] requests)
    {
        int length = 0;
        foreach (DnsRequest request in requests)
        {
            DnsResponse response = await cache.SendAsync(request);
            length = response.Message.Length;
        }

        return length;
    }
}
