using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Stale;

/// <summary>What a stale answer says, and which ones there are.</summary>
public sealed class StaleAnswerTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    [Rfc(8767, "4")]
    [Knob(typeof(ServeStaleOptions), nameof(ServeStaleOptions.Ttl))]
    public void Ttl_is_what_a_stale_answer_shows(int seconds)
    {
        CacheWorld world = StaleWorld.MakeExpired(new ServeStaleOptions { Ttl = TimeSpan.FromSeconds(seconds) });
        world.Upstream.Fails();

        Assert.Equal([(uint)seconds], CacheWorld.Ttls(world.Ask().Message));
    }

    [Fact]
    [Rfc(4035, "3.2.3")]
    public void What_was_Secure_once_is_not_shown_as_Secure()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.AD, answers: "www.example 300 IN A 192.0.2.1")
            .With(new ResponseValidation(SecurityStatus.Secure, []));
        world.Ask("www.example", flags: DnsFlags.RD | DnsFlags.AD);
        world.Pass(301);
        world.Upstream.Fails();

        DnsResponse stale = world.Ask("www.example", flags: DnsFlags.RD | DnsFlags.AD);

        Assert.Equal(AnswerSource.StaleCache, stale.Source);
        Assert.Equal(DnsFlags.None, stale.Message.Flags & DnsFlags.AD);
        Assert.Equal(SecurityStatus.Unchecked, stale.Security);
    }

    [Fact]
    public void A_TTL_that_was_lower_stays_as_it_was()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Answers("192.0.2.1", ttl: 5);
        world.Ask();
        world.Pass(10);
        world.Upstream.Fails();

        Assert.Equal([5u], CacheWorld.Ttls(world.Ask().Message));
    }

    [Theory]
    [InlineData(Rcode.NoError, ExtendedErrorCode.StaleAnswer)]
    [InlineData(Rcode.NxDomain, ExtendedErrorCode.StaleNxDomain)]
    [Rfc(8914, "4.4")]
    [Rfc(8914, "4.20")]
    public void A_stale_denial_says_so_by_an_extended_error(Rcode rcode, ExtendedErrorCode code)
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Denies(rcode);
        world.Ask();
        world.Pass(601);
        world.Upstream.Fails();

        DnsResponse response = world.Ask();

        Assert.Equal((AnswerSource.StaleCache, rcode), (response.Source, response.Rcode));
        Assert.Equal([code], CodesIn(response.Message));
        Assert.Equal([code], response.ExtendedErrors.Select(error => error.InfoCode));
    }

    [Fact]
    [Rfc(6891, "6.1.1")]
    public void Who_may_not_get_EDNS_gets_no_extended_error()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails();

        DnsResponse response = world.Ask(CacheWorld.Request().With(edns: null));

        Assert.Equal(AnswerSource.StaleCache, response.Source);
        Assert.Null(response.Message.Edns);
    }

    [Fact]
    public void The_extended_errors_of_the_answer_stay_with_it()
    {
        CacheWorld world = StaleWorld.Make();
        EdnsRecord edns = EdnsRecord.Default with { Options = [new ExtendedError(ExtendedErrorCode.Filtered, "policy")] };
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 300 IN A 192.0.2.1", edns: edns);
        world.Ask();
        world.Pass(301);
        world.Upstream.Fails();

        Assert.Equal([ExtendedErrorCode.Filtered, ExtendedErrorCode.StaleAnswer], CodesIn(world.Ask().Message));
    }

    [Fact]
    public void An_upstream_that_serves_stale_itself_is_not_said_twice()
    {
        CacheWorld world = StaleWorld.Make();
        EdnsRecord edns = EdnsRecord.Default with { Options = [new ExtendedError(ExtendedErrorCode.StaleAnswer)] };
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 30 IN A 192.0.2.1", edns: edns);
        world.Ask();
        world.Pass(31);
        world.Upstream.Fails();

        Assert.Equal([ExtendedErrorCode.StaleAnswer], CodesIn(world.Ask().Message));
    }

    [Fact]
    public void Aliases_are_served_with_their_target()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 60 IN CNAME a.example\na.example 300 IN A 192.0.2.1");
        world.Ask();
        world.Pass(61);
        world.Upstream.Fails();

        string[] records = CacheWorld.Records(world.Ask().Message);

        Assert.Equal(["www.example. 30 IN CNAME a.example.", "a.example. 30 IN A 192.0.2.1"], records);
    }

    [Theory]
    [InlineData(SecurityStatus.Secure, AnswerSource.StaleCache)]
    [InlineData(SecurityStatus.Insecure, AnswerSource.StaleCache)]
    [InlineData(SecurityStatus.Bogus, AnswerSource.Network)]
    public void What_is_bogus_is_never_served_stale(SecurityStatus status, AnswerSource expected)
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 300 IN A 192.0.2.1").Validated(status);
        DnsRequest request = CacheWorld.Request(flags: DnsFlags.RD | DnsFlags.CD);
        world.Ask(request);
        world.Pass(301);
        world.Upstream.Fails();

        Assert.Equal(expected, world.Ask(request).Source);
    }

    [Fact]
    public void A_failure_is_never_served_stale()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Fails(Rcode.Refused);
        world.Ask();
        world.Pass(6);
        world.Upstream.Fails();

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
    }

    [Fact]
    public void A_referral_is_never_served_stale()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, authority: "example. 300 IN NS ns.example.");
        world.Ask();
        world.Pass(301);
        world.Upstream.Fails();

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
    }

    [Fact]
    public void Stale_answers_are_counted_as_such()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails();

        world.Ask();
        world.Ask();

        Assert.Equal((2, 1, 0), (world.Cache.Statistics.Stale, world.Cache.Statistics.Misses, world.Cache.Statistics.Failures));
    }

    private static ExtendedErrorCode[] CodesIn(DnsMessage message) => [.. message.Edns!.Options.OfType<ExtendedError>().Select(error => error.InfoCode)];
}
