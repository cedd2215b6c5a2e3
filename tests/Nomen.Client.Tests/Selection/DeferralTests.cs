using Nomen.Client.Selection;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>Bad results are put off while another upstream may have a better one.</summary>
public sealed class DeferralTests
{
    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.DeferServFail))]
    [InlineData(true, Rcode.NoError)]
    [InlineData(false, Rcode.ServFail)]
    public void SERVFAIL_makes_the_next_be_asked_at_once(bool defers, Rcode expected)
    {
        var world = SelectionWorld.OfRedundant(hedging: SelectionWorld.NoProbes with { DeferServFail = defers });
        world.A.Rcode = Rcode.ServFail;

        Assert.Equal(expected, world.Ask().Rcode);
        Assert.Equal(defers ? 40 : 20, world.Now.TotalMilliseconds);
    }

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.DeferRefused))]
    [InlineData(true, Rcode.NoError)]
    [InlineData(false, Rcode.Refused)]
    public void REFUSED_makes_the_next_be_asked_at_once(bool defers, Rcode expected)
    {
        var world = SelectionWorld.OfRedundant(hedging: SelectionWorld.NoProbes with { DeferRefused = defers });
        world.A.Rcode = Rcode.Refused;

        Assert.Equal(expected, world.Ask().Rcode);
    }

    [Theory]
    [Knob(typeof(HedgingOptions), nameof(HedgingOptions.DeferTransportErrors))]
    [InlineData(TransportFailure.ConnectionRefused)]
    [InlineData(TransportFailure.Timeout)]
    [InlineData(TransportFailure.Tls)]
    [InlineData(TransportFailure.RequestTooLarge)]
    public void A_failure_makes_the_next_be_asked_at_once(TransportFailure failure)
    {
        var world = SelectionWorld.OfRedundant();
        var final = SelectionWorld.OfRedundant(hedging: SelectionWorld.NoProbes with { DeferTransportErrors = false });
        world.A.Fails = FakeUpstream.With(failure);
        final.A.Fails = FakeUpstream.With(failure);

        Assert.Equal(("udp://192.0.2.2:53", 40), world.Time());
        Assert.Equal(failure, final.AskInVain().Failure);
        Assert.Empty(final.B.Requests);
    }

    [Theory]
    [InlineData(Rcode.ServFail, Rcode.Refused, "udp://192.0.2.1:53")]
    [InlineData(Rcode.Refused, Rcode.ServFail, "udp://192.0.2.2:53")]
    [InlineData(Rcode.Refused, Rcode.Refused, "udp://192.0.2.1:53")]
    [InlineData(Rcode.NxDomain, Rcode.NoError, "udp://192.0.2.1:53")]
    public void The_best_answer_wins_and_of_equal_ones_the_first(Rcode first, Rcode second, string expected)
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Rcode = first;
        world.B.Rcode = second;

        Assert.Equal(expected, world.Ask().Upstream);
    }

    [Fact]
    public void Any_response_is_better_than_a_failure()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Fails = FakeUpstream.With(TransportFailure.Timeout);
        world.B.Rcode = Rcode.Refused;

        Assert.Equal(Rcode.Refused, world.Ask().Rcode);
    }

    [Fact]
    public void When_all_fail_the_first_failure_is_thrown_and_tells_of_the_others()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 3);
        world.A.Fails = FakeUpstream.With(TransportFailure.Tls, attempts: 1);
        world.B.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused, attempts: 2);
        world.C.Fails = FakeUpstream.With(TransportFailure.Timeout, attempts: 3);

        DnsTransportException error = world.AskInVain();

        Assert.Equal((TransportFailure.Tls, 6), (error.Failure, error.Attempts));
        Assert.Equal("b: ConnectionRefused; c: Timeout", error.Error.Detail);
    }

    [Fact]
    public void Every_asker_gets_an_exception_of_its_own()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Fails = FakeUpstream.With(TransportFailure.Timeout);
        world.B.Fails = FakeUpstream.With(TransportFailure.Timeout);

        Assert.NotSame(world.AskInVain(), world.AskInVain());
    }

    [Fact]
    public void Another_exception_of_DNS_is_put_off_too_and_thrown_as_it_was()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 1);
        TsigException thrown = new(Rcode.NotAuth, "the key is unknown");
        world.A.Fails = _ => thrown;

        Assert.Same(thrown, Assert.Throws<TsigException>(() => world.Ask()));
    }

    [Fact]
    public void An_exception_that_is_a_fault_of_the_program_ends_the_request()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Fails = _ => new InvalidOperationException("a bug");

        Assert.Throws<InvalidOperationException>(() => world.Ask());
        Assert.Empty(world.B.Requests);
    }

    [Fact]
    public void A_transport_that_cancels_without_being_asked_has_failed()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 1);
        world.A.Fails = _ => new OperationCanceledException("of its own accord");

        Assert.Equal(TransportFailure.Network, world.AskInVain().Failure);
    }

    [Fact]
    public void SERVFAIL_REFUSED_and_failures_are_counted_apart_and_say_nothing_about_the_time()
    {
        SelectionWorld world = SelectionWorld.OfRedundant().WithSlowB();
        world.A.Rcode = Rcode.Refused;
        world.Ask();
        world.A.Rcode = Rcode.ServFail;
        world.Ask();
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionClosed);
        world.Ask();

        UpstreamStatistics upstream = world.Of("a");
        Assert.Equal((1L, 1L, 1L, 0L), (upstream.Refused, upstream.ServFail, upstream.Failures[TransportFailure.ConnectionClosed], upstream.Answered));
        Assert.Equal(300, upstream.Mean.TotalMilliseconds);
    }
}
