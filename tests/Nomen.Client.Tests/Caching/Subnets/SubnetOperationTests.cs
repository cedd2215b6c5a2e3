using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>The fast path, looking up, flushing, counting, flags: as for other entries, for each network.</summary>
public sealed class SubnetOperationTests
{
    private static readonly DomainName Name = DomainName.Parse(SubnetWorld.Name);

    [Fact]
    public void The_fast_path_gives_what_is_for_every_client()
    {
        SubnetWorld world = new() { Scope = _ => 0 };
        world.Ask("203.0.113.77");

        DnsMessage? answer = world.World.AskFast(CacheWorld.Request(SubnetWorld.Name));

        Assert.Equal(1, SubnetWorld.Number(answer!));
    }

    [Fact]
    public void The_fast_path_never_gives_what_is_for_some_clients()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");
        world.Ask();

        Assert.Null(world.World.AskFast(CacheWorld.Request(SubnetWorld.Name)));
    }

    [Fact]
    public void The_fast_path_leaves_a_name_alone_that_is_better_known_for_some()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");
        world.Scope = _ => 0;
        world.Ask("198.51.100.1");

        Assert.Null(world.World.AskFast(CacheWorld.Request(SubnetWorld.Name)));
        Assert.Equal([1, 2], [world.Answer("203.0.113.78"), world.Answer()]);
    }

    [Fact]
    public void The_fast_path_leaves_queries_with_an_option_alone()
    {
        SubnetWorld world = new() { Scope = _ => 0 };
        world.Ask("203.0.113.77");

        Assert.Null(world.World.AskFast(world.Request(option: "203.0.113.0/24")));
    }

    [Fact]
    public void Find_shows_for_whom_an_entry_is()
    {
        SubnetWorld world = new();
        world.Ask();
        world.Ask("203.0.113.77");
        world.Ask("2001:db8::1");
        world.Scope = _ => 0;
        world.Ask("198.51.100.1");

        IEnumerable<string?> subnets = world.World.Cache.Find(Name).Select(entry => entry.Subnet?.ToString());

        Assert.Equal([null, "203.0.113.0/24", "2001:db8::/56", "0.0.0.0/0"], subnets);
    }

    [Fact]
    public void Flush_forgets_every_network()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");
        world.Ask("198.51.100.1");
        world.Ask();

        int flushed = world.World.Cache.Flush(Name, DnsType.A);

        Assert.Equal((3, 0), (flushed, (int)world.World.Cache.Statistics.Entries));
        Assert.Equal(4, world.Answer("203.0.113.77"));
    }

    [Fact]
    public void Hits_and_misses_are_counted_as_ever()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");
        world.Ask("203.0.113.78");
        world.Ask("198.51.100.1");

        CacheStatistics statistics = world.World.Cache.Statistics;

        Assert.Equal((1, 2), (statistics.Hits, statistics.Misses));
    }

    [Fact]
    public void Time_runs_down_for_each_network_by_itself()
    {
        SubnetWorld world = new() { Ttl = 100 };
        world.Ask("203.0.113.77");
        world.World.Pass(60);
        world.Ask("198.51.100.1");

        Assert.Equal([40u], CacheWorld.Ttls(world.Ask("203.0.113.78").Message));
        Assert.Equal([100u], CacheWorld.Ttls(world.Ask("198.51.100.2").Message));
    }

    [Fact]
    public void Flags_count_within_a_network()
    {
        SubnetWorld world = new();
        world.World.Ask(world.Request("203.0.113.77", flags: DnsFlags.RD | DnsFlags.CD));

        DnsResponse exact = world.World.Ask(world.Request("203.0.113.78", flags: DnsFlags.RD));
        DnsResponse derived = world.World.Ask(world.Request("203.0.113.79", flags: 0));

        Assert.Equal([2, 2], [SubnetWorld.Number(exact), SubnetWorld.Number(derived)]);
    }

    [Fact]
    public void A_denial_for_one_network_is_none_for_the_names_below_it()
    {
        SubnetWorld world = new(options: new CacheTransportOptions { MaxBytes = 1 << 20, NxDomainCut = NxDomainCut.Always });
        world.Override = request => CacheUpstream.Reply(
            request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa, edns: Dns.Edns.EdnsRecord.Default.With(new Dns.Edns.ClientSubnetOption(System.Net.IPAddress.Parse("203.0.113.0"), 24, 24)));
        world.Ask("203.0.113.77");
        world.Override = _ => null;

        Assert.Equal(Rcode.NoError, world.Ask("198.51.100.1", name: "below." + SubnetWorld.Name).Rcode);
    }

    [Fact]
    public void A_flood_of_networks_leaves_the_cache_within_its_bound()
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxScopesPerName = 1000, MaxSourceIPv4 = 32 }, new CacheTransportOptions { MaxBytes = 64 << 10 });
        for (int i = 0; i < 2000; i++)
        {
            world.Ask($"203.0.{i / 250}.{i % 250}");
        }

        Assert.InRange(world.World.Cache.Statistics.Bytes, 1, 64 << 10);
        Assert.Equal(2000, world.Answer("203.0.7.249"));
    }

    [Fact]
    public void A_process_without_an_address_is_answered_from_what_was_asked_without()
    {
        SubnetWorld world = new();
        world.Ask();

        DnsResponse again = world.Ask();

        Assert.Equal((1, AnswerSource.Cache), (SubnetWorld.Number(again), again.Source));
    }
}
