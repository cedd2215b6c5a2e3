using System.Diagnostics;
using System.Globalization;
using Nomen.Client.Caching;
using Nomen.Client.Services;
using Nomen.Dns.Transports;

namespace Nomen.Benchmarks.Cache;

/// <summary>Nanoseconds and octets of a hit. The kinds are measured in turns, so that a busy neighbour slows all of them alike; the fastest and the median turn are shown.</summary>
internal static class LatencyTrial
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Batch = 20_000;

    public static async Task RunAsync(int turns)
    {
        await using CacheTransport few = await FilledAsync(Few);
        await using CacheTransport many = await FilledAsync(Many);

        // Answers live for a day. Their refreshes fail, so that they stay as old as they are.
        await using CacheTransport late = await AgedAsync(TimeSpan.FromHours(23), new CacheTransportOptions { Prefetch = new PrefetchOptions() });
        ServeStaleOptions atOnce = new() { ClientWait = TimeSpan.Zero, FailureRecheck = TimeSpan.FromSeconds(300) };
        await using CacheTransport stale = await AgedAsync(TimeSpan.FromHours(25), new CacheTransportOptions { ServeStale = atOnce });
        Random random = new(1);
        ZipfSequence zipf = new(Many, seed: 1);
        QueryStream fewQueries = new(10 * Batch, () => random.Next(Few));
        QueryStream zipfQueries = new(50 * Batch, zipf.Next);
        QueryStream uniformQueries = new(50 * Batch, () => random.Next(Many));
        DependentLoads loads = new();
        DnsRequest[] requests = [.. Enumerable.Range(0, Few).Select(QueryStream.Request)];

        (string Name, Action Run)[] kinds =
        [
            ("TryAnswer, 1,000 names", () => Require(fewQueries.Answer(few, Batch))),
            ("TryAnswer, 1,000 names, last tenth", () => Require(fewQueries.Answer(late, Batch))),
            ("TryAnswer, 1,000 names, stale", () => Require(fewQueries.Answer(stale, Batch))),
            ("TryAnswer, 100,000 names, Zipf", () => Require(zipfQueries.Answer(many, Batch))),
            ("TryAnswer, 100,000 names, uniform", () => Require(uniformQueries.Answer(many, Batch))),
            ("dependent load in 16 MiB", () => loads.Follow(Batch)),
            ("SendAsync, 1,000 names", () => Send(few, requests)),
        ];
        List<double>[] times = [.. kinds.Select(static _ => new List<double>())];
        long[] octets = new long[kinds.Length];
        for (int turn = -turns / 4; turn < turns; turn++)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                kinds[kind].Run();
                double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Batch;
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
                $"{kinds[kind].Name,-36} fastest {times[kind][0],6:F1} ns  median {times[kind][times[kind].Count / 2],6:F1} ns  {(double)octets[kind] / Batch:F1} B"));
        }
    }

    /// <summary>A cache that holds so many names.</summary>
    public static async Task<CacheTransport> FilledAsync(int names, long maxBytes = 64 << 20, TimeProvider? clock = null)
    {
        CacheTransport cache = new(new AddressUpstream(), new CacheTransportOptions { MaxBytes = maxBytes }, new TransportServices { TimeProvider = clock ?? TimeProvider.System });
        await FillAsync(cache, names);
        return cache;
    }

    private static async Task<CacheTransport> AgedAsync(TimeSpan age, CacheTransportOptions options)
    {
        OffsetClock clock = new();
        AddressUpstream upstream = new();
        CacheTransport cache = new(upstream, options, new TransportServices { TimeProvider = clock });
        await FillAsync(cache, Few);
        upstream.IsGone = true;
        clock.Offset = age;
        return cache;
    }

    private static async Task FillAsync(CacheTransport cache, int names)
    {
        for (int i = 0; i < names; i++)
        {
            await cache.SendAsync(QueryStream.Request(i));
        }
    }

    private static void Require(int answered)
    {
        if (answered != Batch)
        {
            throw new InvalidOperationException($"Only {answered} of {Batch} queries were answered.");
        }
    }

    private static void Send(CacheTransport cache, DnsRequest[] requests)
    {
        for (int i = 0; i < Batch; i++)
        {
            if (!IsDone(cache.SendAsync(requests[i % requests.Length])))
            {
                throw new InvalidOperationException("A hit did not complete at once.");
            }
        }
    }

    private static bool IsDone(ValueTask<DnsResponse> hit) => hit.IsCompletedSuccessfully;
}
