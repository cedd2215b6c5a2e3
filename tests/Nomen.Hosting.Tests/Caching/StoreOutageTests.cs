using Nomen.Client.Caching.SecondLevel;
using Nomen.Hosting.Caching;
using Nomen.Testing.Knobs;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>A store that is down, slow, or hangs: the time it costs, and when it is left alone and tried again (<c>docs/threats.md</c> D14).</summary>
public sealed class StoreOutageTests
{
    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.OperationTimeout))]
    public void OperationTimeout_is_the_longest_that_anybody_waits()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { OperationTimeout = TimeSpan.FromMilliseconds(70) });
        world.Store.Hangs = true;

        Assert.Equal((SecondLevelStatus.Failed, 70), (world.Status(), world.Elapsed.TotalMilliseconds));
        Assert.Equal(1, world.Level.Statistics.ReadFailures);
    }

    [Fact]
    public void A_store_that_obeys_its_token_is_told_when_its_time_is_over()
    {
        LevelWorld world = new();
        world.Store.ObeysToken = true;

        Assert.Equal(SecondLevelStatus.Failed, world.Status());
        world.Pass(0);

        Assert.Equal(0, world.Level.Statistics.Operations);
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.FailuresToOpen))]
    public void FailuresToOpen_failures_in_a_row_and_the_store_is_left_alone()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { FailuresToOpen = 2 });
        world.Store.Failure = new IOException("down");

        Assert.Equal((SecondLevelStatus.Failed, StoreState.InUse), (world.Status(), world.Level.State));
        Assert.Equal((SecondLevelStatus.Failed, StoreState.LeftAlone), (world.Status(), world.Level.State));
        Assert.Equal((SecondLevelStatus.Skipped, 2), (world.Status(), world.Store.Calls));
        Assert.False(world.Write());
    }

    [Fact]
    public void One_success_forgives_the_failures_before_it()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { FailuresToOpen = 2 });
        for (int i = 0; i < 4; i++)
        {
            world.Store.Failure = i % 2 == 0 ? new IOException("down") : null;
            world.Status();
        }

        Assert.Equal(StoreState.InUse, world.Level.State);
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.OpenFor))]
    public void OpenFor_passes_before_one_operation_tries_the_store_again()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { FailuresToOpen = 1, OpenFor = TimeSpan.FromSeconds(2) });
        world.Store.Failure = new IOException("down");
        world.Status();
        world.Store.Failure = null;

        world.Pass(1999);
        Assert.Equal(SecondLevelStatus.Skipped, world.Status());
        world.Pass(1);
        Assert.Equal((SecondLevelStatus.Missing, StoreState.InUse), (world.Status(), world.Level.State));
    }

    [Fact]
    public void While_one_operation_tries_the_store_the_others_leave_it_alone()
    {
        LevelWorld world = LeftAlone();
        world.Store.Hangs = true;
        world.Pass(5000);

        Task<SecondLevelRead> trial = world.Start();

        Assert.Equal(StoreState.OnTrial, world.Level.State);
        Assert.Equal(SecondLevelStatus.Skipped, world.Status());
        world.Pass(50);
        Assert.True(trial.IsCompletedSuccessfully);
        Assert.Equal(StoreState.LeftAlone, world.Level.State);
    }

    [Fact]
    public void A_trial_that_is_given_up_leaves_the_next_one_to_the_next()
    {
        LevelWorld world = LeftAlone();
        world.Store.Hangs = true;
        world.Pass(5000);
        using CancellationTokenSource leaving = new();
        Task<SecondLevelRead> trial = world.Start(cancellationToken: leaving.Token);

        world.Deliver(leaving.Cancel);
        world.Store.Hangs = false;

        Assert.True(trial.IsCanceled);
        Assert.Equal((SecondLevelStatus.Missing, StoreState.InUse), (world.Status(), world.Level.State));
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.MaxOperations))]
    public void MaxOperations_bounds_what_a_store_that_hangs_can_hold()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { MaxOperations = 3, FailuresToOpen = 100 });
        world.Store.Hangs = true;

        SecondLevelStatus[] statuses = [.. Enumerable.Range(0, 5).Select(_ => world.Status())];

        Assert.Equal([SecondLevelStatus.Failed, SecondLevelStatus.Failed, SecondLevelStatus.Failed, SecondLevelStatus.Skipped, SecondLevelStatus.Skipped], statuses);
        Assert.Equal((3, 2), (world.Level.Statistics.Operations, world.Level.Statistics.Skipped));
        world.Store.Hangs = false;
        world.Deliver(world.Store.Release);
        Assert.Equal((SecondLevelStatus.Missing, 0), (world.Status(), world.Level.Statistics.Operations));
    }

    [Fact]
    public void An_outage_costs_each_request_one_timeout_at_most_and_soon_none()
    {
        LevelWorld world = new();
        world.Store.Hangs = true;

        for (int i = 0; i < 1000; i++)
        {
            world.Status();
        }

        Assert.Equal((150, 3), (world.Elapsed.TotalMilliseconds, world.Store.Calls));
    }

    private static LevelWorld LeftAlone()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { FailuresToOpen = 1 });
        world.Store.Failure = new IOException("down");
        world.Status();
        world.Store.Failure = null;
        return world;
    }
}
