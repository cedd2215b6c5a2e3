using Nomen.Client.Caching;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching;

/// <summary>Failures are remembered, longer each time, and never in the place of an answer (RFC 9520).</summary>
public sealed class CacheFailureTests
{
    [Theory]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.FormErr)]
    [InlineData(Rcode.NotImp)]
    [Rfc(9520, "3.1")]
    public void A_response_that_resolves_nothing_is_remembered(Rcode rcode)
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: rcode);
        world.Ask();

        DnsMessage fast = world.AskFast()!;
        DnsResponse again = world.Ask();

        Assert.Equal((rcode, rcode, 1), (again.Rcode, fast.Rcode, world.AskedUpstream));
        Assert.Equal(2, world.Cache.Statistics.Failures);
    }

    [Theory]
    [InlineData(TransportFailure.Timeout, 1)]
    [InlineData(TransportFailure.ConnectionRefused, 1)]
    [InlineData(TransportFailure.NoUpstream, 1)]
    [InlineData(TransportFailure.Overloaded, 2)]
    [InlineData(TransportFailure.BudgetExhausted, 2)]
    [InlineData(TransportFailure.Network, 2)]
    [InlineData(TransportFailure.RequestTooLarge, 2)]
    [InlineData(TransportFailure.NoRoute, 2)]
    [Rfc(9520, "2.3")]
    public void An_upstream_that_does_not_answer_is_remembered_and_trouble_of_our_own_is_not(TransportFailure failure, int asked)
    {
        var world = new CacheWorld();
        world.Upstream.Answer = _ => throw CacheUpstream.Failure(failure);
        DnsTransportException first = world.AskInVain();

        DnsTransportException again = world.AskInVain();

        Assert.Equal((failure, asked), (again.Failure, world.AskedUpstream));
        Assert.NotSame(first, again);
        Assert.Equal("udp://192.0.2.53:53", again.Upstream);
        Assert.Null(world.AskFast());
    }

    [Fact]
    [Rfc(9520, "3.2")]
    public void A_storm_of_failing_questions_reaches_the_upstream_once()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);

        for (int i = 0; i < 1000; i++)
        {
            world.AskInVain();
            world.Pass(0.0049);
        }

        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    public void An_answer_ends_the_failures_before_it()
    {
        var world = new CacheWorld();
        Func<DnsRequest, DnsResponse> good = world.Upstream.Answer;
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask();
        world.Pass(5);
        world.Upstream.Answer = good;
        world.Ask();
        world.Pass(300);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask();

        world.Pass(5);
        world.Ask();

        Assert.Equal(4, world.AskedUpstream);
    }

    [Fact]
    [Rfc(9520, "3.2")]
    public void An_answer_that_is_not_kept_ends_the_failures_before_it_too()
    {
        var world = new CacheWorld();
        for (int i = 0; i < 6; i++)
        {
            world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
            world.Ask();
            world.Pass(5);
            world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 0 IN A 192.0.2.1");
            world.Ask();
        }

        Assert.Equal(12, world.AskedUpstream);
    }

    [Fact]
    [Rfc(9520, "3.2")]
    public void What_some_server_has_at_hand_ends_no_failures_of_a_resolution()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => (request.Flags & DnsFlags.RD) != 0
            ? CacheUpstream.Reply(request, rcode: Rcode.ServFail)
            : CacheUpstream.Reply(request, authority: "example 300 IN NS ns.example.");
        world.Ask();
        world.Pass(5);
        world.Ask("www.example", flags: 0);
        world.Ask();

        world.Pass(9);

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
        Assert.Equal(3, world.AskedUpstream);
    }

    [Fact]
    public void A_failure_does_not_take_the_place_of_an_answer()
    {
        var world = new CacheWorld();
        world.Ask();
        world.Pass(300);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask();

        IReadOnlyList<CachedResponse> kept = world.Cache.Find(CacheWorld.Request().Question!.Value.Name);

        Assert.Equal([Rcode.NoError, Rcode.ServFail], kept.Select(entry => entry.Message!.Rcode));
    }

    [Fact]
    public void A_failure_with_CD_clear_is_not_held_against_who_sets_CD()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask();

        world.Ask(CacheWorld.Request(flags: DnsFlags.RD | DnsFlags.CD));

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void A_code_of_the_hop_is_remembered_as_SERVFAIL_and_never_as_an_empty_answer()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.BadVers);
        Assert.Equal(Rcode.BadVers, world.Ask().Rcode);

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.FailureTtl))]
    public void FailureTtl_is_how_long_a_first_failure_is_remembered()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, FailureTtl = TimeSpan.FromSeconds(20) });

        Assert.Equal([20, 40, 80], FailureTimes(world, 3));
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.MaxFailureTtl))]
    [Rfc(9520, "3.2")]
    public void MaxFailureTtl_is_the_longest_time()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, MaxFailureTtl = TimeSpan.FromSeconds(30) });

        Assert.Equal([5, 10, 20, 30, 30], FailureTimes(world, 5));
        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300], FailureTimes(new CacheWorld(), 8));
    }

    [Fact]
    public void A_first_time_above_the_longest_is_refused()
    {
        CacheTransportOptions options = new() { FailureTtl = TimeSpan.FromSeconds(60), MaxFailureTtl = TimeSpan.FromSeconds(30) };

        Assert.Throws<ArgumentException>(() => new CacheTransport(new CacheUpstream(), options));
    }

    private static int[] FailureTimes(CacheWorld world, int count)
    {
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        List<int> times = [];
        for (int i = 0; i < count; i++)
        {
            world.Ask();
            TimeSpan remaining = Assert.Single(world.Cache.Find(CacheWorld.Request().Question!.Value.Name)).Remaining;
            times.Add((int)remaining.TotalSeconds);
            world.Pass(remaining.TotalSeconds);
        }

        return [.. times];
    }
}
