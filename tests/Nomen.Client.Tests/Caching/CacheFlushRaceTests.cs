using Nomen.Client.Caching;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching;

/// <summary>A flush while something is being kept.</summary>
public sealed class CacheFlushRaceTests
{
    private const int Rounds = 4000;

    [Fact]
    public void What_a_flush_meets_on_its_way_in_from_the_second_level_is_not_kept()
    {
        FlushingLevel level = new();
        CacheWorld world = new(new CacheTransportOptions { MaxBytes = 1 << 20, SecondLevel = level });
        world.Ask();
        world.Cache.FlushAll();
        world.Pass(1);
        CacheWorld other = new(new CacheTransportOptions { MaxBytes = 1 << 20, SecondLevel = level });
        level.OnTrust = () => other.Cache.FlushAll();

        other.Ask();

        Assert.Equal(1, other.AskedUpstream);
    }

    [Fact]
    public void What_was_asked_for_before_a_flush_is_not_kept_after_it()
    {
        CountingUpstream upstream = new();
        CacheTransport cache = new(upstream, new CacheTransportOptions { MaxBytes = 1 << 20 });
        using Barrier barrier = new(2);
        int kept = 0;

        Parallel.Invoke(
            () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    barrier.SignalAndWait();
                    Ask(cache);
                    barrier.SignalAndWait();
                }
            },
            () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    barrier.SignalAndWait();
                    Thread.SpinWait(round % 200);
                    int asked = upstream.Asked;
                    cache.FlushAll();
                    barrier.SignalAndWait();

                    // Asked before the flush began, and nobody has asked since: it must be gone.
                    kept += asked == round + 1 && cache.Statistics.Entries > 0 ? 1 : 0;
                    cache.FlushAll();
                }
            });

        Assert.Equal(0, kept);
    }

    private static void Ask(CacheTransport cache) => Assert.True(cache.SendAsync(CacheWorld.Request()).AsTask().IsCompletedSuccessfully);

    private sealed class CountingUpstream : IDnsTransport
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            return ValueTask.FromResult(CacheUpstream.Reply(request, answers: $"{request.Question!.Value.Name} 300 IN A 192.0.2.1"));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Acts when it is asked whether it is trusted, which is between a look-up and its result being kept.</summary>
    private sealed class FlushingLevel : ICacheSecondLevel
    {
        private ReadOnlyMemory<byte> _value;

        public Action? OnTrust { get; set; }

        public bool IsTrusted
        {
            get
            {
                OnTrust?.Invoke();
                return true;
            }
        }

        public ValueTask<SecondLevelRead> ReadAsync(string key, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new SecondLevelRead(_value.IsEmpty ? SecondLevelStatus.Missing : SecondLevelStatus.Found, _value));

        public bool TryWrite(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime)
        {
            _value = value;
            return true;
        }
    }
}
