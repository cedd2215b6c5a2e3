using Nomen.Client.Selection;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>Options out of range throw where they are set; rules over two of them in the constructor.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, Func<object>> OutOfRange => new()
    {
        { "estimate 0", static () => new HedgingOptions { InitialEstimate = TimeSpan.Zero } },
        { "estimate 11 s", static () => new HedgingOptions { InitialEstimate = TimeSpan.FromSeconds(11) } },
        { "least delay -1", static () => new HedgingOptions { MinDelay = TimeSpan.FromTicks(-1) } },
        { "most delay 0", static () => new HedgingOptions { MaxDelay = TimeSpan.Zero } },
        { "0 upstreams", static () => new HedgingOptions { MaxUpstreams = 0 } },
        { "101 upstreams", static () => new HedgingOptions { MaxUpstreams = 101 } },
        { "rate 1.1", static () => new HedgingOptions { ProbeRate = 1.1 } },
        { "rate NaN", static () => new HedgingOptions { ProbeRate = double.NaN } },
        { "head start -1", static () => new HedgingOptions { ProbeHeadStart = -1 } },
        { "0 failures", static () => new BreakerOptions { ConsecutiveFailures = 0 } },
        { "ratio 0", static () => new BreakerOptions { FailureRatio = 0 } },
        { "window 1", static () => new BreakerOptions { RatioWindow = 1 } },
        { "window 65", static () => new BreakerOptions { RatioWindow = 65 } },
        { "back-off 0", static () => new BreakerOptions { BackOff = TimeSpan.Zero } },
        { "most back-off 2 days", static () => new BreakerOptions { MaxBackOff = TimeSpan.FromDays(2) } },
        { "time-out 0", static () => new RedundantTransportOptions { Timeout = TimeSpan.Zero } },
        { "slow factor 0.9", static () => new LoadBalancingTransportOptions { SlowFactor = 0.9 } },
        { "balanced time-out 601 s", static () => new LoadBalancingTransportOptions { Timeout = TimeSpan.FromSeconds(601) } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void Out_of_range_is_refused(string what, Func<object> set)
    {
        Assert.True(Record.Exception(set) is ArgumentOutOfRangeException, what);
    }

    [Fact]
    public void Delays_and_back_offs_that_contradict_each_other_are_refused()
    {
        var delays = new HedgingOptions { MinDelay = TimeSpan.FromSeconds(2) };
        var backOffs = new BreakerOptions { BackOff = TimeSpan.FromSeconds(301) };

        Assert.Throws<ArgumentException>(() => new RedundantTransport([], new() { Hedging = delays }));
        Assert.Throws<ArgumentException>(() => new LoadBalancingTransport([], new() { Breaker = backOffs }));
    }

    [Fact]
    [Knob(typeof(RedundantTransportOptions), nameof(RedundantTransportOptions.Hedging))]
    [Knob(typeof(RedundantTransportOptions), nameof(RedundantTransportOptions.Breaker))]
    public void The_shared_options_hold_for_redundancy()
    {
        var world = SelectionWorld.OfRedundant(hedging: SelectionWorld.NoProbes with { DeferTransportErrors = false }, breaker: new() { ConsecutiveFailures = 1 });
        world.A.Fails = FakeUpstream.With(Dns.Errors.TransportFailure.ConnectionClosed);

        world.AskInVain();

        Assert.Empty(world.B.Requests);
        Assert.Equal(BreakerState.Open, world.Of("a").Breaker);
    }
}
