using Nomen.Client.Selection;
using Nomen.Client.Services;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Selection;

/// <summary>Limits of each upstream: outstanding requests, and requests in an interval.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void MaxOutstanding_sends_what_is_too_much_to_the_next(int limit)
    {
        var world = SelectionWorld.OfRedundant(set: (upstream, i) => new Upstream(upstream.Transport, upstream.Label) { MaxOutstanding = i == 0 ? limit : null });
        List<Task> requests = [.. Enumerable.Range(0, 10).Select(_ => world.Start())];

        world.Advance(20);

        Assert.All(requests, request => Assert.True(request.IsCompletedSuccessfully));
        Assert.Equal((limit, 10 - limit), (world.A.MostOutstanding, world.B.Requests.Count));
    }

    [Fact]
    public void A_place_is_free_again_when_a_request_was_cancelled()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 1, set: (upstream, _) => new Upstream(upstream.Transport, upstream.Label) { MaxOutstanding = 1 });
        using CancellationTokenSource source = new();
        Task cancelled = world.Start(cancellationToken: source.Token);
        source.Cancel();
        world.Run.Scheduler.RunUntilIdle();

        Assert.True(cancelled.IsCanceled);
        Assert.NotNull(world.Ask());
    }

    [Fact]
    public void When_all_are_full_the_failure_says_so_for_each()
    {
        var world = SelectionWorld.OfRedundant(set: (upstream, i) => i == 0
            ? new Upstream(upstream.Transport, upstream.Label) { MaxOutstanding = 1 }
            : new Upstream(upstream.Transport, upstream.Label) { Burst = new BurstLimit(1, TimeSpan.FromSeconds(1)) });
        Task<DnsResponse>[] taken = [world.Start(), world.Start()];

        DnsTransportException error = world.AskInVain();

        Assert.Equal((2, TransportFailure.NoUpstream), (taken.Length, error.Failure));
        Assert.Equal("a: 1 requests outstanding, its limit; b: over its burst limit", error.Error.Detail);
    }

    [Fact]
    public void Without_any_upstream_the_failure_says_so()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 0);

        DnsTransportException error = world.AskInVain();

        Assert.Equal((TransportFailure.NoUpstream, "none was added"), (error.Failure, error.Error.Detail));
    }

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(7, 100)]
    [InlineData(1000, 1_000)]
    public void A_burst_is_exactly_so_many_requests(int limit, int milliseconds)
    {
        var world = SelectionWorld.OfBalancing(upstreams: 1, set: (upstream, _) => new Upstream(upstream.Transport, upstream.Label) { Burst = new BurstLimit(limit, TimeSpan.FromMilliseconds(milliseconds)) });
        Task<DnsResponse>[] all = [.. Enumerable.Range(0, limit + 5).Select(_ => world.Start())];
        world.Advance(20);

        Assert.Equal(limit, all.Count(request => request.IsCompletedSuccessfully));
        Assert.Equal(limit, world.A.Requests.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_interval_sees_more_than_its_burst_wherever_it_begins(int seed)
    {
        var interval = TimeSpan.FromMilliseconds(50);
        var world = SelectionWorld.OfBalancing(upstreams: 1, set: (upstream, _) => new Upstream(upstream.Transport, upstream.Label) { Burst = new BurstLimit(5, interval) });
        var chance = DnsRandom.Seeded((ulong)seed);
        List<Task<DnsResponse>> requests = [];
        for (int i = 0; i < 2_000; i++)
        {
            requests.Add(world.Start());
            world.Advance(chance.Next(20));
        }

        world.Advance(20);
        Assert.All(requests, static request => Assert.True(request.IsCompletedSuccessfully || request.Exception is not null));
        TimeSpan[] starts = [.. world.A.Requests.Select(request => request.At)];
        Assert.All(Enumerable.Range(0, starts.Length - 5), i => Assert.True(starts[i + 5] - starts[i] >= interval));
        Assert.True(starts.Length > 1_000, $"seed {seed}: only {starts.Length} requests");
    }

    [Fact]
    public async Task Limits_hold_under_many_threads()
    {
        int outstanding = 0;
        int most = 0;
        int sent = 0;
        FakeTransport inner = new(async (request, _) =>
        {
            Interlocked.Increment(ref sent);
            InterlockedMax(ref most, Interlocked.Increment(ref outstanding));
            await Task.Yield();
            Interlocked.Decrement(ref outstanding);
            return VirtualPair.Reply(request);
        });
        await using LoadBalancingTransport transport = new([new Upstream(new CountOnly(inner)) { MaxOutstanding = 3, Burst = new BurstLimit(500, TimeSpan.FromHours(1)) }]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AskManyAsync(transport, 1_000))));

        Assert.InRange(most, 1, 3);
        Assert.Equal(500, sent);
    }

    [Fact]
    public void Out_of_range_is_refused_and_so_is_a_label_that_cannot_be_shown()
    {
        FakeTransport inner = new(VirtualPair.Answer);

        Assert.Throws<ArgumentOutOfRangeException>(() => new Upstream(inner) { Weight = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Upstream(inner) { Weight = 1_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Upstream(inner) { MaxOutstanding = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurstLimit(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurstLimit(1, TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => new Upstream(inner, " "));
        Assert.Throws<ArgumentException>(() => new Upstream(inner, "a\nb"));
    }

    private static async Task AskManyAsync(LoadBalancingTransport transport, int count)
    {
        for (int i = 0; i < count; i++)
        {
            try
            {
                await transport.SendAsync(Replies.Ask());
            }
            catch (DnsTransportException e) when (e.Failure == TransportFailure.NoUpstream)
            {
                // Full or over its burst: what the test is about.
                continue;
            }
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    /// <summary>The fake keeps a list that is not made for threads: goes around it.</summary>
    private sealed class CountOnly(FakeTransport inner) : IDnsTransport
    {
        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            lock (inner)
            {
                return inner.SendAsync(request, cancellationToken);
            }
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
