using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching;

/// <summary>Which flags may share an entry, and what the asker sees of them.</summary>
public sealed class CacheKeyingTests
{
    private const string Signed = "www.example. 300 IN A 192.0.2.1\nwww.example. 300 IN RRSIG A 13 2 300 20300101000000 20200101000000 1 example. AAAA";
    private const string Proof = CacheWorld.Soa + "\na.example. 600 IN NSEC z.example. A\na.example. 600 IN RRSIG NSEC 13 2 600 20300101000000 20200101000000 1 example. AAAA";

    [Theory]
    [InlineData("RD", "RD", true)]
    [InlineData("RD", "", true)]
    [InlineData("", "RD", false)]
    [InlineData("RD CD", "RD", false)]
    [InlineData("RD", "RD CD", false)]
    [InlineData("RD AD", "RD", true)]
    [InlineData("RD", "RD AD", false)]
    [InlineData("RD DO", "RD", true)]
    [InlineData("RD DO", "RD AD", true)]
    [InlineData("RD AD", "RD DO", false)]
    [InlineData("RD", "RD DO", false)]
    [InlineData("RD DO AD", "RD DO", true)]
    [InlineData("RD DO", "AD", true)]
    [InlineData("DO", "RD", false)]
    public void Flags_share_an_entry_as_far_as_it_serves_them(string stored, string asked, bool hit)
    {
        var world = new CacheWorld();
        world.Ask(With(stored));

        DnsMessage? fast = world.AskFast(With(asked));
        DnsResponse response = world.Ask(With(asked));

        Assert.Equal(hit ? 1 : 2, world.AskedUpstream);
        Assert.Equal(hit, fast is not null);
        Assert.Equal(asked.Contains("RD", StringComparison.Ordinal), (response.Message.Flags & DnsFlags.RD) != 0);
    }

    [Theory]
    [InlineData(DnsType.RRSIG)]
    [InlineData(DnsType.NSEC)]
    [InlineData(DnsType.NSEC3)]
    public void Questions_for_proofs_are_not_served_from_entries_with_DO(DnsType type)
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, authority: CacheWorld.Soa);
        world.Ask(With("RD DO", type));

        world.Ask(With("RD AD", type));
        world.Ask(With("RD", type));

        Assert.Equal(2, world.AskedUpstream);
    }

    [Theory]
    [InlineData("RD", false, false)]
    [InlineData("RD AD", false, true)]
    [InlineData("RD DO", true, true)]
    [Rfc(6840, "5.7")]
    [Rfc(4035, "3.2.1")]
    public void Askers_get_AD_and_DNSSEC_records_as_they_asked(string asked, bool hasRecords, bool hasAd)
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.RA | DnsFlags.AD, answers: Signed);
        world.Ask(With("RD DO"));

        DnsResponse response = world.Ask(With(asked));

        Assert.Equal(1, world.AskedUpstream);
        Assert.Equal(hasRecords ? 2 : 1, response.Message.Answers.Count);
        Assert.Equal(hasAd, (response.Message.Flags & DnsFlags.AD) != 0);
        Assert.Equal(hasRecords, response.Message.Edns!.DnssecOk);
    }

    [Fact]
    public void Denials_lose_their_proofs_and_keep_their_SOA()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: Proof);
        world.Ask("nx.example", dnssecOk: true);

        DnsMessage plain = world.AskFast(CacheWorld.Request("nx.example"))!;

        Assert.StartsWith("example. 600 IN SOA", Assert.Single(CacheWorld.Records(plain, DnsSection.Authority)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_entry_of_its_own_does_not_hide_a_fresh_one_that_serves()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example. 10 IN A 192.0.2.1");
        world.Ask(With(string.Empty));
        world.Pass(10);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example. 300 IN A 192.0.2.2");
        world.Ask(With("RD"));

        DnsResponse response = world.Ask(With(string.Empty));

        Assert.Equal(2, world.AskedUpstream);
        Assert.Equal(["www.example. 300 IN A 192.0.2.2"], CacheWorld.Records(response.Message));
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.Upstream))]
    public void AlwaysDnssec_asks_with_DO_and_leaves_out_what_was_not_asked_for()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, Upstream = DnssecUpstream.AlwaysDnssec });
        world.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.RA | DnsFlags.AD | DnsFlags.AA, answers: Signed);

        DnsResponse first = world.Ask(With("RD"));
        DnsResponse second = world.Ask(With("RD DO"));

        Assert.True(Assert.Single(world.Upstream.Asked).DnssecOk);
        Assert.Equal(1, first.Message.Answers.Count);
        Assert.Equal(DnsFlags.QR | DnsFlags.RD | DnsFlags.RA | DnsFlags.AA, first.Message.Flags);
        Assert.False(first.Message.Edns!.DnssecOk);
        Assert.Equal(2, second.Message.Answers.Count);
    }

    [Fact]
    public void AlwaysDnssec_adds_no_OPT_where_none_is_allowed()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, Upstream = DnssecUpstream.AlwaysDnssec });

        world.Ask(CacheWorld.Request().With(edns: null));

        Assert.Null(world.Upstream.Asked[0].Edns);
    }

    private static DnsRequest With(string flags, DnsType type = DnsType.A)
    {
        DnsFlags set = 0;
        foreach (string flag in flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(flag => flag != "DO"))
        {
            set |= Enum.Parse<DnsFlags>(flag);
        }

        return CacheWorld.Request(type: type, flags: set, dnssecOk: flags.Contains("DO", StringComparison.Ordinal));
    }
}
