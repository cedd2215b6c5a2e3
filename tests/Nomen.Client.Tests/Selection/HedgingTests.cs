using Nomen.Client.Selection;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>One request over several upstreams: who is asked when, and whose answer counts.</summary>
public sealed class HedgingTests
{
    [Fact]
    public void The_first_upstream_alone_is_asked_while_it_is_in_time()
    {
        var world = SelectionWorld.OfRedundant();

        Assert.Equal(("udp://192.0.2.1:53", 20), world.Time());
        Assert.Empty(world.B.Requests);
    }

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.InitialEstimate))]
    [InlineData(null, 300)]
    [InlineData(50, 50)]
    public void The_next_upstream_is_asked_too_when_the_first_is_late(int? estimate, int expected)
    {
        HedgingOptions hedging = estimate is { } set ? SelectionWorld.NoProbes with { InitialEstimate = TimeSpan.FromMilliseconds(set) } : SelectionWorld.NoProbes;
        var world = SelectionWorld.OfRedundant(hedging: hedging);
        world.A.Delay = null;

        Assert.Equal(("udp://192.0.2.2:53", expected + 20), world.Time());
    }

    [Fact]
    public void A_late_answer_of_the_first_still_wins_when_it_comes_before_that_of_the_second()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = TimeSpan.FromMilliseconds(310);
        world.B.Delay = TimeSpan.FromMilliseconds(100);

        Assert.Equal(("udp://192.0.2.1:53", 310), world.Time());
        Assert.Equal(1, world.B.Cancelled);
    }

    [Fact]
    public void The_losers_are_called_back_and_count_neither_as_success_nor_as_failure()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = null;

        world.Ask();

        Assert.Equal(1, world.A.Cancelled);
        UpstreamStatistics loser = world.Of("a");
        Assert.Equal((1L, 0L, 0L, 1L, 0), (loser.Sent, loser.Answered, loser.Failed, loser.CalledBack, loser.Outstanding));
        Assert.Equal(320, loser.Mean.TotalMilliseconds);
    }

    [Fact]
    public void Expected_times_follow_what_was_measured()
    {
        var world = SelectionWorld.OfRedundant();

        world.Ask();

        // RFC 6298 section 2.2: the first sample, and half of it as the spread.
        UpstreamStatistics upstream = world.Of("a");
        Assert.Equal((20, 10, 50), (upstream.Mean.TotalMilliseconds, upstream.Deviation.TotalMilliseconds, upstream.Estimate.TotalMilliseconds));
    }

    [Fact]
    public void The_faster_upstream_is_preferred_once_it_is_known()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = TimeSpan.FromMilliseconds(500);
        world.Ask();

        Assert.Equal(("udp://192.0.2.2:53", 20), world.Time());
        Assert.Single(world.A.Requests);
    }

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.MinDelay))]
    [InlineData(null, 10)]
    [InlineData(40, 40)]
    public void The_next_is_not_asked_too_early(int? least, int expected)
    {
        HedgingOptions hedging = least is { } set ? SelectionWorld.NoProbes with { MinDelay = TimeSpan.FromMilliseconds(set) } : SelectionWorld.NoProbes;
        var world = SelectionWorld.OfRedundant(hedging: hedging);
        world.A.Delay = TimeSpan.FromMilliseconds(1);
        world.Ask();
        world.A.Delay = null;

        Assert.Equal(expected + 20, world.Time().Milliseconds);
    }

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.MaxDelay))]
    [InlineData(null, 800)]
    [InlineData(350, 350)]
    public void The_next_is_asked_in_time_however_slow_the_first_is_known_to_be(int? most, int expected)
    {
        HedgingOptions hedging = SelectionWorld.NoProbes with { InitialEstimate = TimeSpan.FromSeconds(5) };
        hedging = most is { } set ? hedging with { MaxDelay = TimeSpan.FromMilliseconds(set) } : hedging;
        var world = SelectionWorld.OfRedundant(hedging: hedging);
        world.A.Delay = null;

        Assert.Equal(expected + 20, world.Time().Milliseconds);
    }

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.MaxUpstreams))]
    [InlineData(null, 5)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void One_request_goes_to_so_many_upstreams_at_most(int? most, int expected)
    {
        HedgingOptions hedging = most is { } set ? SelectionWorld.NoProbes with { MaxUpstreams = set } : SelectionWorld.NoProbes;
        var world = SelectionWorld.OfRedundant(upstreams: 7, hedging);
        foreach (FakeUpstream fake in world.Fakes)
        {
            fake.Rcode = Rcode.ServFail;
        }

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
        Assert.Equal(expected, world.Fakes.Sum(fake => fake.Requests.Count));
    }

    [Fact]
    public void A_last_resort_waits_until_all_others_have_failed_however_late_they_are()
    {
        var world = SelectionWorld.OfRedundant(set: (upstream, i) => new Upstream(upstream.Transport, upstream.Label) { LastResort = i == 0 });
        world.B.Delay = TimeSpan.FromSeconds(4);
        world.B.Fails = FakeUpstream.With(TransportFailure.Timeout);

        Assert.Equal(("udp://192.0.2.1:53", 4_020), world.Time());
    }

    [Fact]
    public void What_is_late_and_what_failed_is_told_to_the_trace()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 3);
        world.A.Delay = null;
        world.B.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused);
        RecordingTrace trace = new();

        world.Ask(Replies.Ask().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(5)) { Trace = trace }));

        Assert.Equal(["asked too (late) b", "asked too (late) c"], trace.Events);
    }

    private sealed class RecordingTrace : IQueryTrace
    {
        public List<string> Events { get; } = [];

        public void On(DnsRequest request, string what, string? upstream) => Events.Add($"{what} {upstream}");
    }
}
