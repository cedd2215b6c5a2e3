using Nomen.Client.Caching;
using Nomen.Client.Tests.Caching.Stale;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Refreshing;

/// <summary>Answers that are asked for near their end are refreshed behind their askers' backs.</summary>
public sealed class PrefetchTests
{
    private static readonly PrefetchOptions AnyHit = new() { MinHits = 1 };

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.Prefetch))]
    public void A_hit_in_the_last_tenth_is_answered_from_memory_and_refreshes()
    {
        CacheWorld world = MakeFilled(AnyHit);
        world.Pass(270);
        world.Upstream.Answers("192.0.2.2");

        DnsResponse now = world.Ask();
        DnsResponse next = world.Ask();

        Assert.Equal((AnswerSource.Cache, "192.0.2.1", 30u), (now.Source, now.Address(), CacheWorld.Ttls(now.Message)[0]));
        Assert.Equal((AnswerSource.Cache, "192.0.2.2", 300u), (next.Source, next.Address(), CacheWorld.Ttls(next.Message)[0]));
        Assert.Equal((2, 1), (world.AskedUpstream, world.Cache.Statistics.Refreshes));
    }

    [Fact]
    public void A_hit_before_that_does_not()
    {
        CacheWorld world = MakeFilled(AnyHit);

        world.Pass(269.9);
        world.Ask();

        Assert.Equal(1, world.AskedUpstream);
    }

    [Theory]
    [InlineData(0.5, 150)]
    [InlineData(0.01, 297)]
    [Knob(typeof(PrefetchOptions), nameof(PrefetchOptions.WhenRemainingBelow))]
    public void WhenRemainingBelow_is_where_the_last_part_begins(double share, double age)
    {
        CacheWorld world = MakeFilled(new PrefetchOptions { MinHits = 1, WhenRemainingBelow = share });
        world.Pass(age - 0.1);
        world.Ask();
        Assert.Equal(1, world.AskedUpstream);

        world.Pass(0.1);
        world.Ask();
        Assert.Equal(2, world.AskedUpstream);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(63)]
    [Knob(typeof(PrefetchOptions), nameof(PrefetchOptions.MinHits))]
    public void MinHits_is_how_popular_an_answer_must_be(int hits)
    {
        CacheWorld world = MakeFilled(new PrefetchOptions { MinHits = hits });
        world.Pass(280);
        for (int i = 1; i < hits; i++)
        {
            world.Ask();
        }

        Assert.Equal(1, world.AskedUpstream);
        world.Ask();
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void Hits_count_anew_for_each_answer()
    {
        CacheWorld world = MakeFilled(new PrefetchOptions { MinHits = 2 });
        world.Pass(280);
        world.Ask();
        world.Ask();
        Assert.Equal(2, world.AskedUpstream);

        world.Pass(280);
        world.Ask();

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void Without_the_option_nothing_is_refreshed()
    {
        var world = new CacheWorld();
        world.Ask();

        world.Pass(299);
        world.Ask();

        Assert.Equal((1, 0), (world.AskedUpstream, world.Cache.Statistics.Refreshes));
    }

    [Fact]
    public void A_storm_of_hits_is_one_refresh_and_later_askers_join_it()
    {
        CacheWorld world = MakeFilled(AnyHit);
        world.Pass(290);
        world.Upstream.Hold();
        for (int i = 0; i < 100; i++)
        {
            world.Ask();
            world.Pass(0.05);
        }

        world.Pass(6);
        Task<DnsResponse> late = world.Start();
        world.Deliver(world.Upstream.Release);

        Assert.Equal((2, 1), (world.AskedUpstream, world.Cache.Statistics.Joined));
        Assert.True(late.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_fast_path_queues_a_refresh_and_does_not_run_it()
    {
        CacheWorld world = MakeFilled(AnyHit);
        world.Pass(290);

        Assert.NotNull(world.AskFast());
        Assert.Equal(1, world.AskedUpstream);

        world.Settle();
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void A_refresh_asks_as_the_first_asker_did()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, Prefetch = AnyHit });
        world.Ask(CacheWorld.Request(flags: DnsFlags.RD | DnsFlags.CD, dnssecOk: true));
        world.Pass(280);

        world.Ask(CacheWorld.Request(flags: DnsFlags.CD));

        DnsRequest refresh = world.Upstream.Asked[1];
        Assert.Equal((DnsFlags.RD | DnsFlags.CD, true), (refresh.Flags, refresh.DnssecOk));
    }

    [Fact]
    public void A_failed_refresh_leaves_the_answer_and_is_not_tried_on_each_hit()
    {
        CacheWorld world = MakeFilled(AnyHit);
        world.Pass(280);
        world.Upstream.Fails();
        for (int i = 0; i < 49; i++)
        {
            Assert.Equal(AnswerSource.Cache, world.Ask().Source);
            world.Pass(0.1);
        }

        Assert.Equal(2, world.AskedUpstream);
        world.Pass(1);
        world.Ask();
        Assert.Equal(3, world.AskedUpstream);
    }

    [Fact]
    public void A_refresh_that_fails_by_trouble_of_our_own_is_tried_at_most_once_a_second()
    {
        CacheWorld world = MakeFilled(AnyHit);
        world.Pass(280);
        world.Upstream.Fails(TransportFailure.Overloaded);
        for (int i = 0; i < 30; i++)
        {
            world.Ask();
            world.Pass(0.1);
        }

        Assert.Equal(4, world.AskedUpstream);
    }

    [Fact]
    public void A_failed_refresh_and_then_the_end_of_the_answer_is_served_stale_without_a_wait()
    {
        var world = new CacheWorld(StaleWorld.Options() with { Prefetch = AnyHit });
        world.Ask();
        world.Pass(290);
        world.Upstream.Fails();
        world.Ask();
        world.Pass(11);
        world.Upstream.Hold();
        DnsResponse? response = null;

        TimeSpan waited = world.Timed(() => response = world.Ask());

        Assert.Equal((AnswerSource.StaleCache, TimeSpan.Zero), (response!.Source, waited));
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void What_was_flushed_or_replaced_before_its_turn_is_not_refreshed()
    {
        CacheWorld world = MakeFilled(AnyHit);
        world.Pass(290);
        world.AskFast();
        world.Cache.Flush(DomainName.Parse("www.example"));

        world.Settle();

        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    public void Denials_are_refreshed_as_well()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, Prefetch = AnyHit });
        world.Upstream.Denies(Rcode.NxDomain);
        world.Ask();

        world.Pass(590);
        world.Ask();

        Assert.Equal(2, world.AskedUpstream);
    }

    private static CacheWorld MakeFilled(PrefetchOptions prefetch)
    {
        CacheWorld world = new(new CacheTransportOptions { MaxBytes = 1 << 20, Prefetch = prefetch });
        world.Ask();
        return world;
    }
}
