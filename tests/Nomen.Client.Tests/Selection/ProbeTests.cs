using Nomen.Client.Selection;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>Some requests also go to an upstream that is not the best, to learn how it does.</summary>
public sealed class ProbeTests
{
    private static readonly HedgingOptions Always = new() { ProbeRate = 1 };

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.ProbeRate))]
    [InlineData(null, 60, 140)]
    [InlineData(0.0, 0, 0)]
    [InlineData(0.5, 900, 1_100)]
    [InlineData(1.0, 2_000, 2_000)]
    public void A_share_of_requests_is_probed_with(double? rate, int least, int most)
    {
        var world = SelectionWorld.OfRedundant(hedging: rate is { } set ? new() { ProbeRate = set } : new(), seed: 1);
        for (int i = 0; i < 2_000; i++)
        {
            world.Ask();
        }

        Assert.InRange(world.B.Requests.Count, least, most);
    }

    [Fact]
    public void A_probe_delays_nobody_and_goes_on_until_it_has_learnt()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always);
        world.B.Delay = TimeSpan.FromSeconds(2);

        Assert.Equal(("udp://192.0.2.1:53", 20), world.Time());
        world.Advance(2_000);

        Assert.Equal((1L, 2_000), (world.Of("b").Answered, world.Of("b").Mean.TotalMilliseconds));
        Assert.Equal(0, world.B.Cancelled);
    }

    [Fact]
    public void A_probed_upstream_that_is_faster_is_preferred_from_then_on()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always);
        world.B.Delay = TimeSpan.FromMilliseconds(5);

        Assert.Equal("udp://192.0.2.2:53", world.Ask().Upstream);
        Assert.True(world.Of("b").Estimate < world.Of("a").Estimate);
    }

    [Fact]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.ProbeHeadStart))]
    public void With_a_head_start_a_quick_probe_saves_the_request_to_the_best()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always with { ProbeHeadStart = 1 });

        Assert.Equal("udp://192.0.2.2:53", world.Ask().Upstream);
        Assert.Empty(world.A.Requests);
    }

    [Fact]
    public void The_head_start_is_a_multiple_of_the_best_ones_time()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always with { ProbeHeadStart = 0.5 });
        world.B.Delay = null;

        Assert.Equal(("udp://192.0.2.1:53", 170), world.Time());
    }

    [Fact]
    public void A_last_resort_is_never_probed()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always, set: (upstream, i) => new Upstream(upstream.Transport, upstream.Label) { LastResort = i == 1 });

        world.Ask();

        Assert.Empty(world.B.Requests);
    }

    [Fact]
    public void Only_queries_are_probed_with()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always);

        world.Ask(new DnsRequest(Replies.Ask(type: DnsType.SOA).Question!.Value) { Opcode = Opcode.Notify });

        Assert.Empty(world.B.Requests);
    }

    [Fact]
    public void A_probe_is_on_the_budget_of_its_query_and_has_a_deadline_of_its_own()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always);
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(1)) { Client = new(System.Net.IPAddress.Loopback, 53) };

        world.Ask(Replies.Ask().With(context));

        QueryContext probed = world.B.Requests.Single().Request.Context!;
        Assert.Same(context.Budget, probed.Budget);
        Assert.Equal(context.Client, probed.Client);
        Assert.Equal(TimeSpan.FromSeconds(10), TimeSpan.FromTicks(probed.Deadline));
    }

    [Fact]
    public void A_probe_that_is_never_answered_ends_as_a_time_out()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always);
        world.B.Delay = null;
        world.Ask();

        world.Advance(10_000);

        Assert.Equal(1L, world.Of("b").Failures[TransportFailure.Timeout]);
        Assert.Equal(0, world.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void A_request_waits_for_a_probe_when_all_others_have_failed()
    {
        var world = SelectionWorld.OfRedundant(hedging: Always);
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused);
        world.B.Delay = TimeSpan.FromSeconds(1);

        Assert.Equal(("udp://192.0.2.2:53", 1_000), world.Time());
        Assert.Single(world.B.Requests);
    }
}
