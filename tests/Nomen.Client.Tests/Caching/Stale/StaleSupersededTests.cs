using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Stale;

/// <summary>The upstream's last word ends all before it (RFC 8767 section 4), and flags keep their meaning.</summary>
public sealed class StaleSupersededTests
{
    [Theory]
    [InlineData(Rcode.NoError)]
    [InlineData(Rcode.NxDomain)]
    [Rfc(8767, "4")]
    public void A_denial_takes_the_place_of_the_answer(Rcode rcode)
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Denies(rcode);
        world.Ask();
        world.Pass(601);
        world.Upstream.Fails();

        DnsResponse response = world.Ask();

        Assert.Equal((AnswerSource.StaleCache, rcode), (response.Source, response.Rcode));
        Assert.Empty(CacheWorld.Records(response.Message));
    }

    [Theory]
    [InlineData(Rcode.NoError, "www.example. 0 IN A 192.0.2.2", "")]
    [InlineData(Rcode.NoError, "www.example. 300 IN A 192.0.2.2\nother.example. 300 IN A 192.0.2.3", "")]
    [InlineData(Rcode.NxDomain, "", "")]
    [InlineData(Rcode.NoError, "", "")]
    [Rfc(8767, "4")]
    public void An_answer_that_is_not_kept_ends_the_stale_one_all_the_same(Rcode rcode, string answers, string authority)
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: rcode, answers: answers, authority: authority);
        Assert.Equal(AnswerSource.Network, world.Ask().Source);
        world.Upstream.Fails();

        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
    }

    [Fact]
    public void The_answer_to_another_question_is_a_failure()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, question: new DnsQuestion(Dns.Names.DomainName.Parse("other.example"), DnsType.A));

        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
    }

    [Fact]
    public void Who_asks_without_DO_is_served_from_a_stale_answer_with_signatures()
    {
        CacheWorld world = StaleWorld.Make();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 300 IN A 192.0.2.1\nwww.example 300 IN RRSIG A 8 2 300 20300101000000 20200101000000 1 example. AAAA");
        world.Ask(CacheWorld.Request(dnssecOk: true));
        world.Pass(301);
        world.Upstream.Fails();

        Assert.Equal(["www.example. 30 IN A 192.0.2.1"], CacheWorld.Records(world.Ask().Message));
        Assert.Equal(2, CacheWorld.Records(world.Ask(CacheWorld.Request(dnssecOk: true)).Message).Length);
    }

    [Theory]
    [InlineData(DnsFlags.RD, true)]
    [InlineData(DnsFlags.RD | DnsFlags.CD, false)]
    [InlineData(DnsFlags.RD | DnsFlags.AD, false)]
    public void A_stale_answer_serves_nobody_whom_it_would_not_serve_fresh(DnsFlags flags, bool dnssecOk)
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails();

        Assert.Equal(Rcode.ServFail, world.Ask(CacheWorld.Request(flags: flags, dnssecOk: dnssecOk)).Rcode);
    }

    [Fact]
    public void What_was_said_to_others_since_ends_a_stale_answer()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Denies(Rcode.NxDomain);
        world.Ask(CacheWorld.Request(dnssecOk: true));
        world.Pass(601);
        world.Upstream.Fails();

        Assert.Equal(Rcode.NxDomain, world.Ask().Rcode);
    }

    [Fact]
    public void Even_when_it_does_not_serve_who_asks()
    {
        CacheWorld world = StaleWorld.Make();
        DnsRequest signed = CacheWorld.Request(dnssecOk: true);
        world.Ask(signed);
        world.Pass(301);
        world.Upstream.Denies(Rcode.NxDomain);
        world.Ask();
        world.Upstream.Fails();

        Assert.Equal(Rcode.ServFail, world.Ask(signed).Rcode);
    }

    [Fact]
    public void What_was_said_without_recursion_ends_nothing()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Denies(Rcode.NxDomain);
        world.Ask(CacheWorld.Request(flags: DnsFlags.None));
        world.Pass(601);
        world.Upstream.Fails();

        Assert.Equal(Rcode.NoError, world.Ask().Rcode);
    }

    [Fact]
    public void A_fresh_denial_of_a_name_above_goes_before_a_stale_answer()
    {
        var world = new CacheWorld(StaleWorld.Options(StaleWorld.Immediate) with { NxDomainCut = NxDomainCut.Always });
        world.Ask();
        world.Pass(301);
        world.Upstream.Denies(Rcode.NxDomain, authority: ". 900 IN SOA ns.test. admin.test. 1 7200 3600 1209600 600");
        world.Ask("example");

        Assert.Null(world.AskFast());
        Assert.Equal((AnswerSource.Synthesized, Rcode.NxDomain), (world.Ask().Source, world.Ask().Rcode));
    }
}
