using Nomen.Client.Caching;
using Nomen.Client.Services;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Hosting.Caching;
using Nomen.Testing.Time;

namespace Nomen.Hosting.Tests.Redis;

/// <summary>Caches that share a real store.</summary>
public sealed class RedisTests
{
    // The clock is the test's, so that no time-out and no TTL depends on how busy the machine is.
    private readonly ManualTimeProvider _clock = new();

    private TransportServices Services => new() { TimeProvider = _clock };

    [RedisFact]
    public async Task Two_instances_share_one_store_and_the_second_asks_no_upstream()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        using RespStore store = new(redis.EndPoint);
        await using DistributedCacheLevel level = NewLevel(store);
        CountingUpstream firstUpstream = new();
        CountingUpstream secondUpstream = new();
        await using CacheTransport first = NewCache(firstUpstream, level);
        await using CacheTransport second = NewCache(secondUpstream, level);

        await AskAsync(first, "www.example");
        string key = await store.NextWrittenAsync();
        _clock.Advance(TimeSpan.FromSeconds(100));
        DnsResponse response = await AskAsync(second, "www.example");

        Assert.Equal((1, 0, 1), (firstUpstream.Asked, secondUpstream.Asked, second.Statistics.SecondLevelHits));
        Assert.Equal(200u, response.Message.ReadRecords(DnsSection.Answer).Single().Ttl);
        Assert.Equal("nomen:1:4:A:www.example.", key);
        Assert.InRange(await store.RemainingAsync(key), 1, 300_000);
    }

    [RedisFact]
    public async Task An_outage_stops_no_answer_and_the_store_is_found_again()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        using RespStore store = new(redis.EndPoint);
        await using DistributedCacheLevel level = NewLevel(store);
        CountingUpstream upstream = new();
        await using CacheTransport cache = NewCache(upstream, level);
        await AskAsync(cache, "before.example");
        await store.NextWrittenAsync();

        await redis.KillAsync();
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(Rcode.NoError, (await AskAsync(cache, $"during{i}.example")).Rcode);
        }

        await EndOfWritesAsync(level, 11);
        Assert.Equal((StoreState.LeftAlone, 11), (level.State, upstream.Asked));
        Assert.True(level.Statistics.Skipped >= 1);
        await redis.RestartAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await AskAsync(cache, "after.example");
        Assert.Equal(StoreState.InUse, level.State);
        Assert.Equal("nomen:1:4:A:after.example.", await store.NextWrittenAsync());
    }

    /// <summary>Waits until so many answers were written, or given up.</summary>
    private static async Task EndOfWritesAsync(DistributedCacheLevel level, int answers)
    {
        while (level.Statistics is var figures && figures.Written + figures.WriteFailures + figures.Dropped < answers)
        {
            await Task.Yield();
        }
    }

    private static async Task<DnsResponse> AskAsync(CacheTransport cache, string name) => await cache.SendAsync(DnsRequest.Query(name, DnsType.A));

    private DistributedCacheLevel NewLevel(RespStore store) => new(store, services: Services);

    private CacheTransport NewCache(CountingUpstream upstream, DistributedCacheLevel level) =>
        new(upstream, new CacheTransportOptions { SecondLevel = level }, Services);
}
