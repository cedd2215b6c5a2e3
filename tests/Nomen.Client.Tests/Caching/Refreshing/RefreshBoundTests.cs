using Nomen.Client.Caching;
using Nomen.Client.Caching.Refreshing;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Refreshing;

/// <summary>Not everything at once: how many refreshes there are, who goes first, and how they end with the cache.</summary>
public sealed class RefreshBoundTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.MaxRefreshes))]
    public void MaxRefreshes_are_under_way_at_the_same_time(int most)
    {
        CacheWorld world = MakeAlmostExpired(most, names: 10);

        HitAll(world, names: 10);

        Assert.Equal(10 + most, world.AskedUpstream);
        world.Deliver(world.Upstream.Release);
        Assert.Equal(20, world.AskedUpstream);
    }

    [Fact]
    public void The_popular_go_first()
    {
        CacheWorld world = MakeAlmostExpired(most: 1, names: 4);
        world.Ask("n0.example");
        foreach (int name in (int[])[1, 2, 2, 2, 3, 3])
        {
            world.AskFast(CacheWorld.Request($"n{name}.example"));
        }

        // Offers are made once a second: with the hits so far.
        world.Pass(1);
        HitAll(world, names: 4);
        world.Deliver(world.Upstream.Release);

        string[] refreshed = [.. world.Upstream.Asked.Skip(4).Select(request => request.Question!.Value.Name.ToString())];
        Assert.Equal(["n0.example.", "n2.example.", "n3.example.", "n1.example."], refreshed);
    }

    [Fact]
    public void Those_with_most_hits_are_taken_first_and_the_least_give_way()
    {
        var queue = new RefreshQueue();
        byte[][] entries = [.. Enumerable.Range(0, RefreshQueue.Capacity + 1).Select(i => new byte[i + 1])];
        for (int i = 0; i < RefreshQueue.Capacity; i++)
        {
            Assert.True(queue.TryAdd(entries[i], popularity: 10 + (i % 7)));
        }

        Assert.False(queue.TryAdd(entries[^1], popularity: 10));
        Assert.True(queue.TryAdd(entries[^1], popularity: 99));

        Assert.Same(entries[^1], queue.Take(out _));
        Assert.Equal(6, Array.IndexOf(entries, queue.Take(out _)) % 7);
        Assert.Equal(RefreshQueue.Capacity - 2, queue.Count);
    }

    [Fact]
    public void An_entry_waits_once_with_its_latest_hits()
    {
        var queue = new RefreshQueue();
        byte[] entry = [1];
        Assert.True(queue.TryAdd(entry, 1));
        Assert.True(queue.TryAdd([2], 3));

        Assert.False(queue.TryAdd(entry, 5));

        Assert.Same(entry, queue.Take(out _));
        Assert.NotSame(entry, queue.Take(out _));
        Assert.Null(queue.Take(out _));
    }

    [Fact]
    public void Disposing_ends_refreshes_under_way_and_starts_none_of_those_that_wait()
    {
        CacheWorld world = MakeAlmostExpired(most: 2, names: 10);
        HitAll(world, names: 10);

        world.Run.Run(async () => await world.Cache.DisposeAsync());

        Assert.Equal((12, true), (world.AskedUpstream, world.Upstream.IsDisposed));
        Assert.True(world.Upstream.Cancelled > 0);
    }

    [Fact]
    public void A_hit_after_disposal_starts_nothing()
    {
        CacheWorld world = MakeAlmostExpired(most: 2, names: 1);
        world.Run.Run(async () => await world.Cache.DisposeAsync());

        Assert.NotNull(world.AskFast(CacheWorld.Request("n0.example")));
        world.Settle();

        Assert.Equal(1, world.AskedUpstream);
    }

    private static CacheWorld MakeAlmostExpired(int most, int names)
    {
        CacheWorld world = new(new CacheTransportOptions { MaxBytes = 1 << 20, MaxRefreshes = most, Prefetch = new PrefetchOptions { MinHits = 1 } });
        for (int i = 0; i < names; i++)
        {
            world.Ask($"n{i}.example");
        }

        world.Pass(280);
        world.Upstream.Hold();
        return world;
    }

    private static void HitAll(CacheWorld world, int names)
    {
        for (int i = 0; i < names; i++)
        {
            world.Ask($"n{i}.example");
        }
    }
}
