using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Stale;

/// <summary>Stale answers over the fast path, and the mode in which nobody waits.</summary>
public sealed class StaleFastPathTests
{
    private static readonly byte[] StaleAnswerOption = [0, 15, 0, 2, 0, 3];

    [Fact]
    public void The_fast_path_declines_while_something_fresh_may_come()
    {
        CacheWorld world = StaleWorld.MakeExpired();

        Assert.Null(world.AskFast());
        Assert.Equal((1, 0), (world.AskedUpstream, world.Cache.Statistics.Stale));
    }

    [Fact]
    public void After_a_failure_the_fast_path_serves_the_stale_answer()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Fails();
        world.Ask();

        DnsMessage message = world.AskFast(CacheWorld.Request("WWW.example"))!;
        world.Settle();

        Assert.Equal("WWW.example.", message.Question!.Value.Name.ToString());
        Assert.Equal([30u], CacheWorld.Ttls(message));
        Assert.True(world.Fast.IsStale);
        Assert.Equal(StaleAnswerOption, world.Fast.Options.ToArray());
        Assert.Equal((2, 0), (world.AskedUpstream, world.Cache.Statistics.Refreshes));
    }

    [Fact]
    public void A_wait_of_zero_serves_at_once_and_refreshes_behind()
    {
        CacheWorld world = StaleWorld.MakeExpired(StaleWorld.Immediate);
        world.Upstream.Hold();
        world.Upstream.Answers("192.0.2.2");

        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
        world.Deliver(world.Upstream.Release);

        Assert.Equal((AnswerSource.Cache, "192.0.2.2"), (world.Ask().Source, world.Ask().Address()));
        Assert.Equal(1, world.Cache.Statistics.Refreshes);
    }

    [Fact]
    public void With_a_wait_of_zero_the_fast_path_queues_the_refresh_and_does_not_run_it()
    {
        CacheWorld world = StaleWorld.MakeExpired(StaleWorld.Immediate);

        DnsMessage? message = world.AskFast();

        Assert.Equal(("192.0.2.1", true, 1), (message!.Address(), world.Fast.IsStale, world.AskedUpstream));
        world.Settle();
        Assert.Equal(2, world.AskedUpstream);
        Assert.False(world.AskFast() is null || world.Fast.IsStale);
    }

    [Fact]
    public void A_storm_of_stale_hits_is_one_refresh()
    {
        CacheWorld world = StaleWorld.MakeExpired(StaleWorld.Immediate);
        world.Upstream.Hold();

        for (int i = 0; i < 1_000; i++)
        {
            world.AskFast();
            world.Pass(0.005);
        }

        Assert.Equal((2, 1, 1_000), (world.AskedUpstream, world.Cache.Statistics.Refreshes, world.Cache.Statistics.Stale));
    }

    [Fact]
    public void With_a_wait_of_zero_a_failed_refresh_is_not_tried_again_for_FailureRecheck()
    {
        CacheWorld world = StaleWorld.MakeExpired(StaleWorld.Immediate);
        world.Upstream.Fails();
        world.Ask();

        world.Pass(29.9);
        world.Ask();
        Assert.Equal(2, world.AskedUpstream);

        world.Pass(0.1);
        world.Ask();
        Assert.Equal(3, world.AskedUpstream);
    }

    [Fact]
    public void A_stale_NXDOMAIN_has_its_own_extended_error_on_the_fast_path()
    {
        CacheWorld world = StaleWorld.Make(StaleWorld.Immediate);
        world.Upstream.Denies(Rcode.NxDomain);
        world.Ask();
        world.Pass(601);

        Assert.Equal(Rcode.NxDomain, world.AskFast()!.Rcode);
        Assert.Equal([0, 15, 0, 2, 0, 19], world.Fast.Options.ToArray());
    }

    [Fact]
    public void A_stale_hit_allocates_nothing()
    {
        CacheWorld world = StaleWorld.MakeExpired(StaleWorld.Immediate);
        world.Upstream.Fails();
        world.Ask();
        byte[] query = new byte[512];
        Assert.True(RequestComposer.TryCompose(CacheWorld.Request(), query, new HopFields { Id = 1, PayloadSize = 1232 }, out int length));
        byte[] answer = new byte[512];
        Assert.True(Hit(world, query.AsSpan(0, length), answer));

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool all = true;
        for (int i = 0; i < 100; i++)
        {
            all &= Hit(world, query.AsSpan(0, length), answer);
        }

        Assert.Equal((true, 0), (all, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    private static bool Hit(CacheWorld world, ReadOnlySpan<byte> query, byte[] answer) =>
        WireQuery.TryRead(query, out WireQuery wire) && world.Cache.TryAnswer(wire, answer, out _);
}
