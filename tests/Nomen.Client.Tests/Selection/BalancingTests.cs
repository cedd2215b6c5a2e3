using Nomen.Client.Selection;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>How load is spread.</summary>
public sealed class BalancingTests
{
    [Fact]
    public void Requests_at_the_same_time_are_spread_evenly()
    {
        var world = SelectionWorld.OfBalancing(upstreams: 4);
        for (int i = 0; i < 40; i++)
        {
            world.Begin();
        }

        Assert.All(world.Fakes, fake => Assert.Equal(10, fake.Requests.Count));
    }

    [Fact]
    public void Weights_share_the_load()
    {
        int[] weights = [5, 3, 2];
        var world = SelectionWorld.OfBalancing(upstreams: 3, set: (upstream, i) => new Upstream(upstream.Transport, upstream.Label) { Weight = weights[i] });
        for (int i = 0; i < 100; i++)
        {
            world.Begin();
        }

        Assert.Equal([50, 30, 20], world.Fakes.Select(fake => fake.Requests.Count));
    }

    [Theory]
    [Knob(typeof(LoadBalancingTransportOptions), nameof(LoadBalancingTransportOptions.SlowFactor))]
    [InlineData(5, false)]
    [InlineData(20, true)]
    public void A_slow_upstream_gets_nothing_while_there_are_fast_ones(double factor, bool expected)
    {
        var world = SelectionWorld.OfBalancing(options: new() { SlowFactor = factor, Hedging = SelectionWorld.NoProbes });
        world.B.Delay = TimeSpan.FromMilliseconds(200);
        world.Begin();
        world.Begin();
        world.Advance(200);
        int before = world.B.Requests.Count;

        for (int i = 0; i < 20; i++)
        {
            world.Begin();
        }

        Assert.Equal(expected, world.B.Requests.Count > before);
    }

    [Fact]
    public void A_slow_upstream_takes_what_the_fast_ones_have_no_room_for()
    {
        var world = SelectionWorld.OfBalancing(set: (upstream, i) => new Upstream(upstream.Transport, upstream.Label) { MaxOutstanding = i == 0 ? 2 : null });
        world.B.Delay = TimeSpan.FromMilliseconds(500);
        world.Begin();
        world.Begin();
        world.Advance(500);

        Task[] requests = [world.Start(), world.Start(), world.Start()];
        world.Advance(500);

        Assert.All(requests, request => Assert.True(request.IsCompletedSuccessfully));
        Assert.Equal(2, world.A.MostOutstanding);
    }

    [Fact]
    public void Of_equal_queues_the_faster_upstream_is_taken()
    {
        var world = SelectionWorld.OfBalancing();
        world.B.Delay = TimeSpan.FromMilliseconds(10);
        world.Begin();
        world.Begin();
        world.Advance(20);

        Assert.Equal("udp://192.0.2.2:53", world.Ask().Upstream);
    }

    [Fact]
    public void A_balanced_request_is_hedged_and_its_failures_put_off_as_well()
    {
        var world = SelectionWorld.OfBalancing();
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionClosed);

        Assert.Equal("udp://192.0.2.2:53", world.Ask().Upstream);
    }

    [Fact]
    [Knob(typeof(LoadBalancingTransportOptions), nameof(LoadBalancingTransportOptions.Hedging))]
    [Knob(typeof(LoadBalancingTransportOptions), nameof(LoadBalancingTransportOptions.Breaker))]
    public void The_shared_options_hold_for_balancing()
    {
        var world = SelectionWorld.OfBalancing(options: new() { Hedging = SelectionWorld.NoProbes with { DeferTransportErrors = false }, Breaker = new() { ConsecutiveFailures = 1 } });
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionClosed);

        Assert.Equal(TransportFailure.ConnectionClosed, world.AskInVain().Failure);
        Assert.Equal(BreakerState.Open, world.Of("a").Breaker);
    }

    /// <summary>Whatever weights, limits and times: nobody over a limit, nobody starves, and queues over weights stay level among equally fast ones.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Under_steady_load_shares_follow_the_weights(int seed)
    {
        var chance = DnsRandom.Seeded((ulong)seed);
        int count = 2 + chance.Next(4);
        int[] weights = [.. Enumerable.Range(0, count).Select(_ => 1 + chance.Next(9))];
        var world = SelectionWorld.OfBalancing(count, set: (upstream, i) => new Upstream(upstream.Transport, upstream.Label) { Weight = weights[i] }, seed: seed);
        int outstanding = 20 * weights.Sum();

        world.Run.Run(async () =>
        {
            Task[] clients = [.. Enumerable.Range(0, outstanding).Select(_ => AskManyAsync(world, 20))];
            foreach (Task client in clients)
            {
                await client;
            }
        });

        double total = world.Fakes.Sum(fake => fake.Requests.Count);
        Assert.All(Enumerable.Range(0, count), i =>
        {
            double share = world.Fakes[i].Requests.Count / total * weights.Sum() / weights[i];
            Assert.True(share is > 0.9 and < 1.1, $"seed {seed}: upstream {i} of weights {string.Join(',', weights)} got {share:F2} of its share");
        });
    }

    private static async Task AskManyAsync(SelectionWorld world, int requests)
    {
        for (int i = 0; i < requests; i++)
        {
            await world.Transport.SendAsync(Streams.Replies.Ask());
        }
    }
}
