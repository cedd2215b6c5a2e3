using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Nomen.Client.Telemetry;

namespace Nomen.Client.Caching;

/// <summary>Counts look-ups of one cache, and offers the figures of all caches to whoever measures.</summary>
/// <remarks>Counters are spread over processors: one shared by all would cost more than the look-up it counts.</remarks>
internal sealed class CacheMeter
{
    private const int Shards = 16;

    // Two cache lines each: processors fetch them in pairs.
    private const int ShardLength = 16;

    // Keys alone are held weakly: a cache that nobody disposed does not stay for its figures.
    private static readonly ConditionalWeakTable<CacheStore, object?> Stores = [];

    private static readonly string[] ResultNames = ["hit", "miss", "stale", "synthesized", "failure", "joined"];

    private static readonly Counter<long> Lookup = NomenTelemetry.Meter.CreateCounter<long>(
        "nomen.cache.lookup", "{lookup}", "Look-ups in caches, by nomen.cache.result.");

    private static readonly Counter<long> Refresh = NomenTelemetry.Meter.CreateCounter<long>(
        "nomen.cache.refresh", "{refresh}", "Questions of caches to their upstreams that nobody waited for.");

    private readonly CacheStore _store;
    private readonly long[] _counts = new long[Shards * ShardLength];
    private long _refreshes;

    static CacheMeter()
    {
        NomenTelemetry.Meter.CreateObservableUpDownCounter("nomen.cache.entry", static () => Sum(static store => store.Count), "{entry}", "Entries in caches.");
        NomenTelemetry.Meter.CreateObservableUpDownCounter("nomen.cache.size", static () => Sum(static store => store.Bytes), "By", "Memory of caches, tables included.");
        NomenTelemetry.Meter.CreateObservableCounter("nomen.cache.eviction", static () => Sum(static store => store.Evictions), "{entry}", "Entries thrown out for want of room.");
    }

    /// <summary>Starts counting for a cache.</summary>
    public CacheMeter(CacheStore store)
    {
        _store = store;
        Stores.Add(store, null);
    }

    /// <summary>Refreshes started.</summary>
    public long Refreshes => Interlocked.Read(ref _refreshes);

    /// <summary>Counts one refresh.</summary>
    public void CountRefresh()
    {
        Interlocked.Increment(ref _refreshes);
        Refresh.Add(1);
    }

    /// <summary>Counts one look-up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(CacheResult result)
    {
        int shard = Thread.GetCurrentProcessorId() & (Shards - 1);
        Interlocked.Increment(ref _counts[(shard * ShardLength) + (int)result]);
        if (Lookup.Enabled)
        {
            Lookup.Add(1, new KeyValuePair<string, object?>("nomen.cache.result", ResultNames[(int)result]));
        }
    }

    /// <summary>Look-ups that ended so.</summary>
    public long Total(CacheResult result)
    {
        long total = 0;
        for (int shard = 0; shard < Shards; shard++)
        {
            total += Interlocked.Read(ref _counts[(shard * ShardLength) + (int)result]);
        }

        return total;
    }

    /// <summary>The cache is gone: its entries count no more.</summary>
    public void Stop() => Stores.Remove(_store);

    private static long Sum(Func<CacheStore, long> figure)
    {
        long sum = 0;
        foreach ((CacheStore store, _) in Stores)
        {
            sum += figure(store);
        }

        return sum;
    }
}
