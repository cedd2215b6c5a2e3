using Nomen.Client.Caching;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Stale;

/// <summary>When a stale answer is served: the four timers of RFC 8767 section 5.</summary>
public sealed class StaleTimelineTests
{
    [Fact]
    [Rfc(8767, "5")]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.ServeStale))]
    public void A_silent_upstream_is_waited_for_1_8_seconds()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        DnsResponse? response = null;

        TimeSpan waited = world.Timed(() => response = world.Ask());

        Assert.Equal(AnswerSource.StaleCache, response!.Source);
        Assert.Equal(TimeSpan.FromSeconds(1.8), waited);
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    [Knob(typeof(ServeStaleOptions), nameof(ServeStaleOptions.ClientWait))]
    public void ClientWait_is_how_long_an_asker_waits()
    {
        CacheWorld world = StaleWorld.MakeExpired(new ServeStaleOptions { ClientWait = TimeSpan.FromSeconds(0.5) });
        world.Upstream.Hold();

        TimeSpan waited = world.Timed(() => world.Ask());

        Assert.Equal(TimeSpan.FromSeconds(0.5), waited);
    }

    [Fact]
    [Rfc(8767, "4")]
    public void A_fresh_answer_in_time_goes_before_the_stale_one()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Answers("192.0.2.2");

        DnsResponse response = world.Ask();

        Assert.Equal((AnswerSource.Network, "192.0.2.2"), (response.Source, response.Address()));
        Assert.Empty(response.ExtendedErrors);
    }

    [Fact]
    [Rfc(8767, "5")]
    public void The_question_goes_on_after_the_stale_answer_and_updates_the_cache()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        world.Ask();
        world.Upstream.Answers("192.0.2.2");

        world.Deliver(world.Upstream.Release);

        DnsResponse next = world.Ask();
        Assert.Equal((AnswerSource.Cache, "192.0.2.2"), (next.Source, next.Address()));
        Assert.Equal(0, world.Upstream.Cancelled);
    }

    [Theory]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.NotImp)]
    [Rfc(8767, "4")]
    public void A_response_that_resolves_nothing_is_no_reason_to_wait(Rcode rcode)
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails(rcode);
        DnsResponse? response = null;

        TimeSpan waited = world.Timed(() => response = world.Ask());

        Assert.Equal(AnswerSource.StaleCache, response!.Source);
        Assert.Equal(TimeSpan.Zero, waited);
    }

    [Theory]
    [InlineData(TransportFailure.Timeout)]
    [InlineData(TransportFailure.ConnectionRefused)]
    [InlineData(TransportFailure.Overloaded)]
    public void An_upstream_that_does_not_answer_is_no_reason_to_fail(TransportFailure failure)
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails(failure);

        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
    }

    [Fact]
    public void A_key_that_the_upstream_does_not_know_is_no_reason_to_fail()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Answer = _ => throw new TsigException(Rcode.BadKey, "unknown key");

        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
    }

    [Fact]
    public void Without_the_option_a_failure_is_a_failure()
    {
        var world = new CacheWorld();
        world.Ask();
        world.Pass(301);
        world.Upstream.Fails();

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [Rfc(8767, "5")]
    [Knob(typeof(ServeStaleOptions), nameof(ServeStaleOptions.FailureRecheck))]
    public void After_a_failure_nothing_is_tried_for_FailureRecheck(int seconds)
    {
        CacheWorld world = StaleWorld.MakeExpired(new ServeStaleOptions { FailureRecheck = TimeSpan.FromSeconds(seconds) });
        world.Upstream.Fails();
        world.Ask();

        world.Pass(seconds - 0.1);
        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
        Assert.Equal(2, world.AskedUpstream);

        world.Pass(0.1);
        world.Ask();
        Assert.Equal(3, world.AskedUpstream);
    }

    [Fact]
    [Rfc(9520, "3.2")]
    public void Failures_in_a_row_hold_for_longer_than_FailureRecheck()
    {
        CacheWorld world = StaleWorld.MakeExpired(new ServeStaleOptions { FailureRecheck = TimeSpan.FromSeconds(1) });
        world.Upstream.Fails();
        foreach (int pause in (int[])[5, 10, 20])
        {
            world.Ask();
            world.Pass(pause);
        }

        world.Ask();
        world.Pass(39.9);
        world.Ask();

        Assert.Equal(5, world.AskedUpstream);
    }

    [Fact]
    public void A_failure_without_a_stale_answer_is_remembered_no_longer_than_before()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Fails();
        world.Ask();

        world.Pass(5);
        world.Ask();

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void Trouble_of_our_own_is_tried_again_at_once()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails(TransportFailure.Overloaded);

        world.Ask();
        world.Ask();

        Assert.Equal(3, world.AskedUpstream);
    }

    [Theory]
    [InlineData(86_400)]
    [InlineData(10)]
    [Rfc(8767, "5")]
    [Knob(typeof(ServeStaleOptions), nameof(ServeStaleOptions.MaxStale))]
    public void MaxStale_past_its_lifetime_an_answer_is_too_old(int seconds)
    {
        CacheWorld world = StaleWorld.Make(new ServeStaleOptions { MaxStale = TimeSpan.FromSeconds(seconds) });
        world.Ask();
        world.Upstream.Fails();

        world.Pass(300 + seconds - 1);
        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);

        world.Pass(1);
        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
    }

    [Fact]
    public void An_asker_with_little_time_gets_the_stale_answer_before_its_deadline()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        DnsRequest request = CacheWorld.Request().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(1)));
        DnsResponse? response = null;

        TimeSpan waited = world.Timed(() => response = world.Ask(request));

        Assert.Equal(AnswerSource.StaleCache, response!.Source);
        Assert.Equal(TimeSpan.FromSeconds(0.9), waited);
    }

    [Fact]
    public void Upstream_dies_then_lies_then_is_back()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails(TransportFailure.Timeout);
        AssertServes(world, AnswerSource.StaleCache, "192.0.2.1");

        // What a validator underneath finds bogus is a SERVFAIL here.
        world.Pass(30);
        world.Upstream.Fails();
        AssertServes(world, AnswerSource.StaleCache, "192.0.2.1");

        world.Pass(30);
        world.Upstream.Answers("192.0.2.2");
        AssertServes(world, AnswerSource.Network, "192.0.2.2");
    }

    private static void AssertServes(CacheWorld world, AnswerSource source, string address)
    {
        DnsResponse response = world.Ask();
        Assert.Equal((source, address), (response.Source, response.Address()));
    }
}
