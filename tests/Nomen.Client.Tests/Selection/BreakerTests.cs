using Nomen.Client.Selection;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>An upstream that keeps failing is left alone, and tried again now and then.</summary>
public sealed class BreakerTests
{
    [Theory]
    [Knob(typeof(BreakerOptions), nameof(BreakerOptions.ConsecutiveFailures))]
    [InlineData(null, 3)]
    [InlineData(7, 7)]
    public void So_many_failures_in_a_row_open_the_breaker(int? set, int expected)
    {
        SelectionWorld world = SelectionWorld.OfRedundant(breaker: set is { } failures ? new() { ConsecutiveFailures = failures } : null).WithSlowB();
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused);
        for (int i = 0; i < 10; i++)
        {
            world.Ask();
        }

        Assert.Equal(expected, world.A.Requests.Count);
        Assert.Equal(BreakerState.Open, world.Of("a").Breaker);
    }

    [Fact]
    public void A_success_in_between_starts_the_count_anew()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 1);
        for (int i = 0; i < 8; i++)
        {
            world.A.Fails = i % 3 == 2 ? null : FakeUpstream.With(TransportFailure.ConnectionRefused);
            _ = Record.Exception(() => world.Ask());
        }

        Assert.Equal(BreakerState.Closed, world.Of("a").Breaker);
    }

    [Theory]
    [Knob(typeof(BreakerOptions), nameof(BreakerOptions.FailureRatio))]
    [Knob(typeof(BreakerOptions), nameof(BreakerOptions.RatioWindow))]
    [InlineData(0.5, 20, 19, BreakerState.Closed)]
    [InlineData(0.5, 20, 20, BreakerState.Open)]
    [InlineData(0.6, 20, 40, BreakerState.Closed)]
    [InlineData(0.5, 10, 10, BreakerState.Open)]
    public void A_share_of_failures_opens_the_breaker(double ratio, int window, int requests, BreakerState expected)
    {
        var world = SelectionWorld.OfRedundant(breaker: new() { FailureRatio = ratio, RatioWindow = window });
        for (int i = 0; i < requests; i++)
        {
            // Every other one fails; the last is a failure.
            world.A.Fails = i % 2 == 0 ? null : FakeUpstream.With(TransportFailure.ConnectionRefused);
            world.Ask();
        }

        Assert.Equal(expected, world.Of("a").Breaker);
    }

    [Theory]
    [Rfc(9520, "3.2")]
    [Knob(typeof(BreakerOptions), nameof(BreakerOptions.BackOff))]
    [InlineData(null, 5)]
    [InlineData(20, 20)]
    public void After_the_back_off_one_request_is_on_trial(int? set, int expected)
    {
        SelectionWorld world = Opened(set is { } seconds ? new() { BackOff = TimeSpan.FromSeconds(seconds) } : new());
        int before = world.A.Requests.Count;

        world.Advance((expected * 1000) - 251);
        world.Ask();
        Assert.Equal(before, world.A.Requests.Count);

        world.Advance(1);
        world.Ask();
        world.Ask();
        Assert.Equal(before + 1, world.A.Requests.Count);
    }

    [Fact]
    [Rfc(9520, "3.2")]
    [Knob(typeof(BreakerOptions), nameof(BreakerOptions.MaxBackOff))]
    public void The_back_off_doubles_with_every_trial_that_fails_up_to_its_limit()
    {
        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300], Trials(Opened(new()), 8));
        Assert.Equal([5, 10, 15, 15], Trials(Opened(new() { MaxBackOff = TimeSpan.FromSeconds(15) }), 4));
    }

    [Fact]
    public void A_trial_delays_nobody_even_when_it_is_never_answered()
    {
        SelectionWorld world = Opened(new());
        world.A.Fails = null;
        world.A.Delay = null;
        world.B.Delay = TimeSpan.FromMilliseconds(20);
        world.Advance(5_000);

        Assert.Equal(("udp://192.0.2.2:53", 20), world.Time());
        Assert.Equal(BreakerState.HalfOpen, world.Of("a").Breaker);
        world.Advance(10_000);
        Assert.Equal(BreakerState.Open, world.Of("a").Breaker);
    }

    [Fact]
    public void A_trial_that_succeeds_brings_the_upstream_back()
    {
        SelectionWorld world = Opened(new());
        world.A.Fails = null;
        world.A.Delay = TimeSpan.FromMilliseconds(5);
        world.B.Delay = TimeSpan.FromMilliseconds(20);
        world.Advance(5_000);
        world.Ask();

        Assert.Equal(BreakerState.Closed, world.Of("a").Breaker);
        Assert.Equal("udp://192.0.2.1:53", world.Ask().Upstream);
    }

    [Fact]
    public void Nobody_waits_for_a_trial_when_the_others_have_failed()
    {
        SelectionWorld world = Opened(new());
        world.A.Fails = null;
        world.A.Delay = null;
        world.B.Rcode = Rcode.ServFail;
        world.B.Delay = TimeSpan.FromMilliseconds(20);
        world.Advance(5_000);
        TimeSpan start = world.Now;

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
        Assert.Equal(20, (world.Now - start).TotalMilliseconds);
    }

    [Fact]
    public void When_every_breaker_is_open_they_do_not_count()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Fails = FakeUpstream.With(TransportFailure.Unreachable);
        world.B.Fails = FakeUpstream.With(TransportFailure.Unreachable);
        for (int i = 0; i < 5; i++)
        {
            world.AskInVain();
        }

        world.B.Fails = null;

        Assert.Equal("udp://192.0.2.2:53", world.Ask().Upstream);
        Assert.Equal((BreakerState.Open, BreakerState.Closed), (world.Of("a").Breaker, world.Of("b").Breaker));
    }

    [Theory]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.Refused)]
    public void A_refusal_that_another_upstream_contradicts_counts_as_a_failure(Rcode refusal)
    {
        SelectionWorld world = SelectionWorld.OfRedundant().WithSlowB();
        world.A.Rcode = refusal;
        for (int i = 0; i < 5; i++)
        {
            world.Ask();
        }

        Assert.Equal(3, world.A.Requests.Count);
        Assert.Equal(BreakerState.Open, world.Of("a").Breaker);
    }

    [Theory]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.Refused)]
    public void A_name_that_is_broken_everywhere_opens_no_breaker(Rcode refusal)
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Rcode = refusal;
        world.B.Rcode = refusal;
        for (int i = 0; i < 50; i++)
        {
            world.Ask();
        }

        Assert.Equal((BreakerState.Closed, BreakerState.Closed), (world.Of("a").Breaker, world.Of("b").Breaker));
    }

    [Theory]
    [InlineData(TransportFailure.Overloaded)]
    [InlineData(TransportFailure.RequestTooLarge)]
    [InlineData(TransportFailure.BudgetExhausted)]
    public void What_is_not_the_upstreams_fault_opens_no_breaker(TransportFailure failure)
    {
        SelectionWorld world = SelectionWorld.OfRedundant().WithSlowB();
        world.A.Fails = FakeUpstream.With(failure);
        for (int i = 0; i < 30; i++)
        {
            world.Ask();
        }

        Assert.Equal((30, BreakerState.Closed), (world.A.Requests.Count, world.Of("a").Breaker));
    }

    [Fact]
    public void Losing_races_opens_no_breaker()
    {
        var world = SelectionWorld.OfRedundant(hedging: SelectionWorld.NoProbes with { MaxDelay = TimeSpan.FromMilliseconds(20) });
        world.A.Delay = null;
        for (int i = 0; i < 30; i++)
        {
            world.Ask();
        }

        Assert.Equal(BreakerState.Closed, world.Of("a").Breaker);
    }

    /// <summary>A fails until its breaker opens; B answers.</summary>
    private static SelectionWorld Opened(BreakerOptions breaker)
    {
        var world = SelectionWorld.OfRedundant(breaker: breaker);
        world.A.Delay = TimeSpan.Zero;
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused);
        world.WithSlowB();
        while (world.Of("a").Breaker == BreakerState.Closed)
        {
            world.Ask();
        }

        // B's answer to the request that opened it took so long.
        world.B.Delay = TimeSpan.Zero;
        return world;
    }

    /// <summary>Seconds between the trials when a request comes every 100 ms.</summary>
    private static double[] Trials(SelectionWorld world, int count)
    {
        world.B.Delay = TimeSpan.Zero;
        double last = world.Now.TotalSeconds - 0.25;
        List<double> gaps = [];
        while (gaps.Count < count)
        {
            int before = world.A.Requests.Count;
            world.Advance(100);
            world.Ask();
            if (world.A.Requests.Count > before)
            {
                gaps.Add(Math.Round(world.Now.TotalSeconds - last, 1));
                last = world.Now.TotalSeconds;
            }
        }

        return [.. gaps];
    }
}
