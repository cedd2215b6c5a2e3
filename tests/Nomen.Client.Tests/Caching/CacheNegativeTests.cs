using Nomen.Client.Caching;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching;

/// <summary>Denials: NXDOMAIN, NODATA and what lies below (RFC 2308, RFC 8020).</summary>
public sealed class CacheNegativeTests
{
    [Theory]
    [InlineData(Rcode.NxDomain, 900, 600, 600)]
    [InlineData(Rcode.NxDomain, 300, 600, 300)]
    [InlineData(Rcode.NoError, 900, 600, 600)]
    [InlineData(Rcode.NoError, 90_000, 80_000, 3600)]
    [Rfc(2308, "5")]
    public void A_denial_lives_for_the_lowest_of_SOA_TTL_MINIMUM_and_cap(Rcode rcode, int ttl, int minimum, int lifetime)
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: rcode, authority: $"example. {ttl} IN SOA ns.example. a.example. 1 2 3 4 {minimum}");
        world.Ask("nx.example");

        world.Pass(lifetime - 1);
        uint[] shown = CacheWorld.Ttls(world.Ask("nx.example").Message);
        world.Pass(1);
        world.Ask("nx.example");

        Assert.Equal([1u], shown);
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.MaxNegativeTtl))]
    public void MaxNegativeTtl_ends_a_denial()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, MaxNegativeTtl = TimeSpan.FromSeconds(20) });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa);
        world.Ask("nx.example");

        world.Pass(20);
        world.Ask("nx.example");

        Assert.Equal(2, world.AskedUpstream);
    }

    [Theory]
    [InlineData(Rcode.NxDomain, "")]
    [InlineData(Rcode.NxDomain, "example. 300 IN NS ns.example.")]
    [InlineData(Rcode.NoError, "")]
    [InlineData(Rcode.NxDomain, "other. 900 IN SOA ns.other. a.other. 1 2 3 4 600")]
    [InlineData(Rcode.NoError, "below.nx.example. 900 IN SOA ns.other. a.other. 1 2 3 4 600")]
    [InlineData(Rcode.NoError, "other. 900 IN NS ns.other.")]
    [InlineData(Rcode.NxDomain, "example. 900 IN SOA ns.example. a.example. 1 2 3 4 0")]
    [InlineData(Rcode.NxDomain, "example. 4294967295 IN SOA ns.example. a.example. 1 2 3 4 600")]
    [Rfc(2308, "5")]
    public void A_denial_without_the_zones_SOA_or_with_a_time_of_zero_is_not_kept(Rcode rcode, string authority)
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: rcode, authority: authority);
        world.Ask("nx.example");

        world.Ask("nx.example");

        Assert.Equal(2, world.AskedUpstream);
        Assert.Equal(0, world.Cache.Statistics.Entries);
    }

    [Fact]
    public void A_referral_is_kept()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, authority: "example. 300 IN NS ns.example.", additional: "ns.example. 300 IN A 192.0.2.2");
        world.Ask("www.example", flags: 0);

        world.Ask("www.example", flags: 0);

        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    [Rfc(2308, "2.1")]
    public void An_alias_to_a_name_that_does_not_exist_is_a_denial_of_that_name()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, answers: "www.example. 300 IN CNAME nx.test.", authority: "test. 60 IN SOA ns.test. a.test. 1 2 3 4 60");
        world.Ask();

        world.Pass(59);
        world.Ask();
        world.Pass(1);
        world.Ask();

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void Who_flushes_a_name_gets_it_asked_for_again_though_one_above_it_does_not_exist()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, NxDomainCut = NxDomainCut.Always });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa);
        world.Ask("none.example");

        world.Cache.Flush(Dns.Names.DomainName.Parse("a.none.example"));
        world.Ask("a.none.example");

        Assert.Equal(2, world.AskedUpstream);
    }

    [Theory]
    [InlineData(NxDomainCut.Never, SecurityStatus.Secure, false)]
    [InlineData(NxDomainCut.WhenSecure, SecurityStatus.Secure, true)]
    [InlineData(NxDomainCut.WhenSecure, SecurityStatus.Insecure, false)]
    [InlineData(NxDomainCut.Always, SecurityStatus.Unchecked, true)]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.NxDomainCut))]
    [Rfc(8020, "2")]
    public void Below_a_name_that_does_not_exist_nothing_is_asked_for(NxDomainCut cut, SecurityStatus status, bool known)
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, NxDomainCut = cut });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa).With(new ResponseValidation(status, []));
        world.Ask("nx.example");
        world.Pass(100);

        DnsResponse below = world.Ask("A.b.NX.example", DnsType.AAAA);

        Assert.Equal(known ? 1 : 2, world.AskedUpstream);
        Assert.Equal(Rcode.NxDomain, below.Rcode);
        Assert.Equal(known ? AnswerSource.Synthesized : AnswerSource.Network, below.Source);
        Assert.Equal("A.b.NX.example.", below.Message.Question!.Value.Name.ToString());
        Assert.Equal(known ? 500u : 900u, Assert.Single(CacheWorld.Ttls(below.Message)));
    }

    [Fact]
    [Rfc(2308, "5")]
    public void A_name_that_does_not_exist_has_no_other_type_either()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, NxDomainCut = NxDomainCut.Always });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa);
        world.Ask("nx.example", DnsType.A);

        world.Ask("nx.example", DnsType.MX);
        world.Ask("other.example", DnsType.MX);

        Assert.Equal(2, world.AskedUpstream);
        Assert.Equal(1, world.Cache.Statistics.Synthesized);
    }

    [Fact]
    public void An_alias_before_the_denial_says_nothing_about_names_below_the_question()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, NxDomainCut = NxDomainCut.Always });
        world.Upstream.Answer = request => CacheUpstream.Reply(
            request, rcode: Rcode.NxDomain, answers: $"{request.Question!.Value.Name} 300 IN CNAME nx.example.", authority: CacheWorld.Soa);
        world.Ask("www.example");

        world.Ask("below.www.example");

        Assert.Equal(2, world.AskedUpstream);
    }
}
