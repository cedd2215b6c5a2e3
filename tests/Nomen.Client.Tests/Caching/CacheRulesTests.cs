using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching;

/// <summary>What is kept, for how long, and what is not (RFC 2181 sections 5 and 8).</summary>
public sealed class CacheRulesTests
{
    [Theory]
    [InlineData(0L, 0)]
    [InlineData(1L, 1)]
    [InlineData(3600L, 3600)]
    [InlineData(604_801L, 86_400)]
    [InlineData(2_147_483_648L, 0)]
    [InlineData(4_294_967_295L, 0)]
    [Rfc(2181, "8")]
    public void A_TTL_counts_up_to_a_day_and_not_at_all_from_2_to_the_31st(long ttl, int lifetime)
    {
        CacheVerdict verdict = Judge(request => CacheUpstream.Reply(request, answers: $"www.example. {ttl} IN A 192.0.2.1"));

        Assert.Equal(lifetime == 0 ? NotCached.ZeroTtl : NotCached.Kept, verdict.Reason);
        Assert.Equal((uint)lifetime, verdict.Lifetime);
    }

    [Fact]
    [Rfc(2181, "5.2")]
    public void Records_of_one_RRset_are_shown_with_its_lowest_TTL()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example. 300 IN A 192.0.2.1\nwww.example. 100 IN A 192.0.2.2\nwww.example. 200 IN A 192.0.2.3");
        world.Ask();

        Assert.Equal([100u, 100u, 100u], CacheWorld.Ttls(world.Ask().Message));
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.MaxTtl))]
    public void MaxTtl_ends_an_answer_and_is_what_is_shown()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, MaxTtl = TimeSpan.FromSeconds(50) });
        world.Ask();

        uint[] shown = CacheWorld.Ttls(world.Ask().Message);
        world.Pass(50);
        world.Ask();

        Assert.Equal([50u], shown);
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    [Rfc(4035, "5.3.3")]
    public void What_a_validator_allows_limits_the_lifetime()
    {
        ValidatedRrset rrset = new(DnsSection.Answer, DomainName.Parse("www.example"), DnsType.A, SecurityStatus.Secure) { AllowedTtl = 30 };

        CacheVerdict verdict = Judge(request => CacheUpstream.Reply(request, answers: "www.example. 300 IN A 192.0.2.1")
            .With(new ResponseValidation(SecurityStatus.Secure, [rrset])));

        Assert.Equal(30u, verdict.Lifetime);
    }

    [Theory]
    [InlineData("www.example. 300 IN A 192.0.2.1\nbank.test. 300 IN A 192.0.2.66", "")]
    [InlineData("bank.test. 300 IN A 192.0.2.66", "")]
    [InlineData("www.example. 300 IN CNAME a.test.\nb.test. 300 IN A 192.0.2.66", "")]
    [InlineData("www.example. 300 IN A 192.0.2.1\nbank.test. 300 IN DNAME evil.test.", "")]
    [InlineData("www.example. 300 IN A 192.0.2.1", "test. 300 IN NS ns.evil.test.")]
    [InlineData("www.example. 300 IN A 192.0.2.1", "below.www.example. 300 IN NS ns.evil.test.")]
    [InlineData("www.example. 300 CH TXT x", "")]
    [Rfc(2181, "5.4.1")]
    public void Records_that_have_nothing_to_do_with_the_question_keep_the_response_out(string answers, string authority)
    {
        CacheVerdict verdict = Judge(request => CacheUpstream.Reply(request, answers: answers, authority: authority));

        Assert.Equal(NotCached.ForeignRecords, verdict.Reason);
    }

    [Theory]
    [InlineData("www.example. 300 IN CNAME a.test.\na.test. 60 IN CNAME b.test.\nb.test. 300 IN A 192.0.2.1")]
    [InlineData("b.test. 300 IN A 192.0.2.1\na.test. 60 IN CNAME b.test.\nwww.example. 300 IN CNAME a.test.")]
    [InlineData("example. 60 IN DNAME test.\nwww.example. 300 IN CNAME www.test.\nwww.test. 300 IN A 192.0.2.1")]
    [Rfc(6672, "3.1")]
    public void An_answer_behind_aliases_is_kept_for_the_lowest_TTL_of_all(string answers)
    {
        CacheVerdict verdict = Judge(request => CacheUpstream.Reply(request, answers: answers));

        Assert.Equal(new CacheVerdict(NotCached.Kept, CacheEntryKind.Answer, 60), verdict);
    }

    [Fact]
    public void Aliases_that_go_round_and_answers_without_an_end_are_not_kept()
    {
        CacheVerdict loop = Judge(request => CacheUpstream.Reply(request, answers: "www.example. 300 IN CNAME a.test.\na.test. 300 IN CNAME www.example."));
        CacheVerdict open = Judge(request => CacheUpstream.Reply(request, answers: "www.example. 300 IN CNAME a.test."));

        Assert.Equal(NotCached.AliasLoop, loop.Reason);
        Assert.Equal(NotCached.Broken, open.Reason);
    }

    [Fact]
    public void The_answer_to_another_question_is_not_kept()
    {
        CacheVerdict verdict = Judge(request => CacheUpstream.Reply(
            request, answers: "bank.test. 300 IN A 192.0.2.66", question: new DnsQuestion(DomainName.Parse("bank.test"), DnsType.A)));

        Assert.Equal(NotCached.OtherQuestion, verdict.Reason);
    }

    [Fact]
    [Rfc(7871, "7.3.1")]
    public void An_answer_for_some_networks_only_is_not_kept_for_all()
    {
        ClientSubnetOption subnet = new(System.Net.IPAddress.Parse("192.0.2.0"), 24, 24);

        CacheVerdict verdict = Judge(request => CacheUpstream.Reply(request, answers: "www.example. 300 IN A 192.0.2.1", edns: EdnsRecord.Default.With(subnet)));

        Assert.Equal(NotCached.OfSubnet, verdict.Reason);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [Rfc(2181, "9")]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.CacheTruncated))]
    public void CacheTruncated_keeps_truncated_responses(bool keeps, int asked)
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, CacheTruncated = keeps });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.TC, answers: "www.example. 300 IN A 192.0.2.1");
        world.Ask();

        DnsResponse again = world.Ask();

        Assert.True(again.Message.IsTruncated);
        Assert.Equal(asked, world.AskedUpstream);
    }

    [Theory]
    [InlineData(512, 2)]
    [InlineData(2048, 1)]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.MaxEntryBytes))]
    public void MaxEntryBytes_keeps_large_responses_out(int limit, int asked)
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, MaxEntryBytes = limit });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: string.Join('\n', Enumerable.Range(0, 50).Select(i => $"www.example. 300 IN A 192.0.2.{i}")));
        world.Ask();

        Assert.Equal(50, world.Ask().Message.Answers.Count);
        Assert.Equal(asked, world.AskedUpstream);
    }

    private static CacheVerdict Judge(Func<DnsRequest, DnsResponse> reply)
    {
        DnsRequest request = CacheWorld.Request();
        return new CacheRules(new CacheTransportOptions()).Judge(request.Question!.Value, reply(request));
    }
}
