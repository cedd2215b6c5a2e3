using Nomen.Client.Caching;
using Nomen.Client.Services;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Caching.Refreshing;

/// <summary>Refreshes on real threads: those that answer, and the pool that asks.</summary>
public sealed class RefreshThreadsTests
{
    [Fact]
    public async Task Threads_that_hit_at_once_cause_one_refresh()
    {
        ManualTimeProvider clock = new();
        PendingUpstream upstream = new();
        await using CacheTransport cache = new(
            upstream, new CacheTransportOptions { MaxBytes = 1 << 20, Prefetch = new PrefetchOptions { MinHits = 1 } }, new TransportServices { TimeProvider = clock });
        await cache.SendAsync(CacheWorld.Request());
        clock.Advance(TimeSpan.FromSeconds(280));
        upstream.Hold();

        Parallel.For(0, 4, _ => HitOften(cache));
        await upstream.AskedAgain;
        Parallel.For(0, 4, _ => HitOften(cache));

        Assert.Equal(2, upstream.Asked);
        Assert.Equal(8_000, cache.Statistics.Hits);
    }

    private static void HitOften(CacheTransport cache)
    {
        byte[] query = new byte[512];
        RequestComposer.TryCompose(CacheWorld.Request(), query, new HopFields { Id = 1, PayloadSize = 1232 }, out int length);
        byte[] answer = new byte[512];
        for (int i = 0; i < 1_000; i++)
        {
            Assert.True(WireQuery.TryRead(query.AsSpan(0, length), out WireQuery wire) && cache.TryAnswer(wire, answer, out _));
        }
    }

    /// <summary>Answers the first question, and lets the others wait until their token is cancelled.</summary>
    private sealed class PendingUpstream : IDnsTransport
    {
        private readonly CacheUpstream _inner = new();
        private readonly TaskCompletionSource _askedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Task AskedAgain => _askedAgain.Task;

        public void Hold() => _inner.Hold();

        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _asked) == 2)
            {
                _askedAgain.TrySetResult();
            }

            return _inner.SendAsync(request, cancellationToken);
        }

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
