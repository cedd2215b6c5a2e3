using Nomen.Client.Caching;
using Nomen.Client.Caching.Dump;
using Nomen.Client.Tests.Caching.Dump;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Client subnet together with the other things a cache does: refreshing, stale answers, saving and loading.</summary>
public sealed class SubnetRefreshTests
{
    private static readonly CacheTransportOptions Prefetching = new()
    {
        MaxBytes = 1 << 20,
        Prefetch = new PrefetchOptions { WhenRemainingBelow = 0.5, MinHits = 1 },
    };

    private static readonly CacheTransportOptions Stale = new()
    {
        MaxBytes = 1 << 20,
        ServeStale = new ServeStaleOptions { ClientWait = TimeSpan.Zero },
    };

    [Fact]
    [Rfc(7871, "7.1.1")]
    public void A_prefetch_asks_with_all_the_bits_of_the_client_whose_hit_started_it()
    {
        SubnetWorld world = new(options: Prefetching) { Scope = _ => 16, Ttl = 10 };
        world.Ask("203.0.113.77");
        world.World.Pass(6);

        int hit = world.Answer("203.0.7.7");
        world.World.Run.Scheduler.RunUntilIdle();

        Assert.Equal(["203.0.113.0/24/0", "203.0.7.0/24/0"], world.Sent);
        Assert.Equal([1, 2], [hit, world.Answer("203.0.113.77")]);
    }

    [Fact]
    public void A_prefetch_of_what_is_for_every_client_asks_for_the_network_too()
    {
        SubnetWorld world = new(options: Prefetching) { Scope = _ => 0, Ttl = 10 };
        world.Ask("203.0.113.77");
        world.World.Pass(6);

        Assert.Null(world.World.AskFast(CacheWorld.Request(SubnetWorld.Name)));
        world.Ask("198.51.100.1");
        world.World.Run.Scheduler.RunUntilIdle();

        Assert.Equal(["203.0.113.0/24/0", "198.51.100.0/24/0"], world.Sent);
    }

    [Fact]
    [Rfc(7871, "7.1.2")]
    public void A_prefetch_for_one_who_asked_with_no_bits_has_none()
    {
        SubnetWorld world = new(options: Prefetching) { Ttl = 10 };
        world.Ask("203.0.113.77", "0.0.0.0/0");
        world.World.Pass(6);

        world.Ask("203.0.113.77", "0.0.0.0/0");
        world.World.Run.Scheduler.RunUntilIdle();

        Assert.Equal(["0.0.0.0/0/0", "0.0.0.0/0/0"], world.Sent);
    }

    [Fact]
    public void A_name_that_is_kept_warm_is_asked_for_once_in_its_life()
    {
        SubnetWorld world = new(options: Prefetching with
        {
            Prefetch = new PrefetchOptions { KeepWarm = [new DnsQuestion(DomainName.Parse(SubnetWorld.Name), DnsType.A)] },
        });
        world.World.Run.Scheduler.RunUntilIdle();

        world.World.Pass(200);

        Assert.Equal(["-"], world.Sent);
    }

    [Fact]
    public void A_stale_answer_is_for_its_network_alone()
    {
        SubnetWorld world = new(options: Stale) { Ttl = 10 };
        world.Ask("203.0.113.77");
        world.World.Pass(11);
        world.Override = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);

        DnsResponse stale = world.Ask("203.0.113.78", "203.0.113.0/24");

        Assert.Equal((1, AnswerSource.StaleCache, "203.0.113.0/24/24"), (SubnetWorld.Number(stale), stale.Source, SubnetWorld.Echo(stale)));
        world.World.AskInVain(world.Request("198.51.100.1"));
    }

    [Fact]
    public void A_stale_answer_is_refreshed_for_the_network_that_got_it()
    {
        SubnetWorld world = new(options: Stale) { Ttl = 10 };
        world.Ask("203.0.113.77");
        world.World.Pass(11);

        world.Ask("203.0.113.78");
        world.World.Run.Scheduler.RunUntilIdle();

        Assert.Equal(["203.0.113.0/24/0", "203.0.113.0/24/0"], world.Sent);
        Assert.Equal(2, world.Answer("203.0.113.79"));
    }

    [Fact]
    public void Of_two_stale_answers_the_younger_serves()
    {
        SubnetWorld world = new(options: Stale) { Ttl = 10 };
        world.Ask("203.0.113.77");
        world.World.Pass(2);
        world.Scope = _ => 0;
        world.Ask("198.51.100.1");
        world.World.Pass(11);

        Assert.Equal(2, world.Answer("203.0.113.77"));
    }

    [Fact]
    public void What_is_for_networks_is_saved_and_loaded_with_them()
    {
        SubnetWorld source = new();
        source.Ask("203.0.113.77");
        source.Ask("203.0.113.77", "0.0.0.0/0");
        SubnetWorld target = new();

        CacheLoadResult result = DumpOctets.Load(target.World, DumpOctets.Save(source.World));

        Assert.Equal((2, 0, 0), (result.Loaded, result.Expired, result.LeftOut));
        Assert.Equal([1, 2], [target.Answer("203.0.113.1"), target.Answer("198.51.100.1", "0.0.0.0/0")]);
        Assert.Equal(1, target.Answer("198.51.100.1"));
        Assert.Equal(1, target.World.AskedUpstream);
    }

    [Fact]
    public void A_cache_that_keeps_no_networks_loads_none()
    {
        SubnetWorld source = new();
        source.Ask("203.0.113.77");
        CacheWorld target = new();

        CacheLoadResult result = DumpOctets.Load(target, DumpOctets.Save(source.World));

        Assert.Equal((0, 1), (result.Loaded, result.LeftOut));
    }
}
