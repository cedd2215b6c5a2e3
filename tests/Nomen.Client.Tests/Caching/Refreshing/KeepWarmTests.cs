using Nomen.Client.Caching;
using Nomen.Client.Tests.Caching.Stale;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Refreshing;

/// <summary>Questions that are kept warm, asked or not.</summary>
public sealed class KeepWarmTests
{
    [Fact]
    [Knob(typeof(PrefetchOptions), nameof(PrefetchOptions.KeepWarm))]
    public void KeepWarm_questions_are_asked_at_the_start_and_before_each_end()
    {
        CacheWorld world = Make();
        world.Settle();
        Assert.Equal(1, world.AskedUpstream);

        world.Pass(269);
        Assert.Equal(1, world.AskedUpstream);
        world.Pass(1);
        Assert.Equal(2, world.AskedUpstream);

        world.Pass(10 * 270);
        Assert.Equal((12, 12), (world.AskedUpstream, world.Cache.Statistics.Refreshes));
        Assert.Equal(AnswerSource.Cache, world.Ask().Source);
    }

    [Theory]
    [InlineData(DnssecUpstream.AsAsked, false)]
    [InlineData(DnssecUpstream.AlwaysDnssec, true)]
    public void They_are_asked_as_the_cache_asks_its_upstream(DnssecUpstream upstream, bool dnssecOk)
    {
        CacheWorld world = Make(new CacheTransportOptions { Upstream = upstream });

        world.Settle();

        Assert.Equal((DnsFlags.RD, dnssecOk), (world.Upstream.Asked[0].Flags, world.Upstream.Asked[0].DnssecOk));
    }

    [Fact]
    public void One_that_fails_is_asked_again_later_and_later()
    {
        CacheWorld world = Make();
        world.Upstream.Fails();
        world.Settle();
        List<double> times = [];

        for (int i = 0; i < 2_000; i++)
        {
            int before = world.AskedUpstream;
            world.Pass(1);
            times.AddRange(Enumerable.Repeat(world.Run.Time.Elapsed.TotalSeconds, world.AskedUpstream - before));
        }

        Assert.Equal([5, 15, 35, 75, 155, 315, 615, 915, 1_215, 1_515, 1_815], times);
    }

    [Fact]
    public void One_whose_answer_is_not_kept_is_no_loop()
    {
        CacheWorld world = Make();
        world.Upstream.Answers("192.0.2.1", ttl: 0);

        world.Settle();
        world.Pass(14.9);

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void One_that_is_back_is_refreshed_before_its_end_again()
    {
        CacheWorld world = Make();
        world.Upstream.Fails(TransportFailure.Timeout);
        world.Settle();
        world.Pass(5);
        world.Upstream.Answers("192.0.2.1");
        world.Pass(10);
        Assert.Equal(3, world.AskedUpstream);

        world.Pass(270);

        Assert.Equal(4, world.AskedUpstream);
    }

    [Fact]
    public void What_an_asker_refreshed_is_not_asked_again()
    {
        CacheWorld world = Make();
        world.Settle();
        world.Pass(100);
        world.Cache.Flush(DomainName.Parse("www.example"));
        world.Ask();

        world.Pass(269);

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void An_asker_joins_the_question_at_the_start()
    {
        CacheWorld world = Make();
        world.Upstream.Hold();

        Task<DnsResponse> asker = world.Start();
        world.Deliver(world.Upstream.Release);

        Assert.True(asker.IsCompletedSuccessfully);
        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    public void One_that_an_asker_asks_for_at_the_same_time_is_asked_once()
    {
        CacheWorld world = Make();
        world.Upstream.Hold();
        Task<DnsResponse> asker = world.Run.Scheduler.Start(async () => await world.Cache.SendAsync(CacheWorld.Request()));
        world.Pass(3);

        world.Deliver(world.Upstream.Release);
        world.Pass(200);

        Assert.True(asker.IsCompletedSuccessfully);
        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    public void Disposing_ends_it()
    {
        CacheWorld world = Make();
        world.Settle();

        world.Run.Run(async () => await world.Cache.DisposeAsync());
        world.Pass(1_000);

        Assert.Equal((1, 0), (world.AskedUpstream, world.Run.Time.ActiveTimerCount));
    }

    [Fact]
    public void Many_are_asked_a_few_at_a_time()
    {
        PrefetchOptions prefetch = new() { KeepWarm = [.. Enumerable.Range(0, 100).Select(i => new DnsQuestion(DomainName.Parse($"n{i}.example"), DnsType.A))] };
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, MaxRefreshes = 4, Prefetch = prefetch });
        world.Upstream.Hold();

        world.Settle();
        Assert.Equal(4, world.AskedUpstream);

        world.Deliver(world.Upstream.Release);
        Assert.Equal(100, world.AskedUpstream);
    }

    private static CacheWorld Make(CacheTransportOptions? options = null) => new((options ?? new CacheTransportOptions()) with
    {
        MaxBytes = 1 << 20,
        Prefetch = new PrefetchOptions { KeepWarm = [new DnsQuestion(DomainName.Parse("www.example"), DnsType.A)] },
    });
}
