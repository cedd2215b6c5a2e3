using Nomen.Client.Caching.SecondLevel;
using Nomen.Hosting.Caching;
using Nomen.Testing.Scheduling;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>A second level over a fake store, in virtual time on one thread.</summary>
internal sealed class LevelWorld
{
    public LevelWorld(DistributedCacheLevelOptions? options = null)
    {
        Level = new DistributedCacheLevel(Store, options, Run.Services);
        Run.Scheduler.RunUntilIdle();
    }

    public VirtualRun Run { get; } = new();

    public FakeStore Store { get; } = new();

    public DistributedCacheLevel Level { get; }

    public TimeSpan Elapsed => Run.Time.Elapsed;

    public SecondLevelStatus Status(string key = "key") => Read(key).Status;

    public SecondLevelRead Read(string key = "key") => Run.Run(async () => await Level.ReadAsync(key));

    public Task<SecondLevelRead> Start(string key = "key", CancellationToken cancellationToken = default)
    {
        Task<SecondLevelRead> task = Run.Scheduler.Start(async () => await Level.ReadAsync(key, cancellationToken));
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    /// <summary>Gives a value to write, and lets the writers work.</summary>
    public bool Write(string key = "key", int length = 3, double lifetime = 60)
    {
        bool isTaken = false;
        Run.Scheduler.Deliver(() => isTaken = Level.TryWrite(key, Enumerable.Repeat((byte)7, length).ToArray(), TimeSpan.FromSeconds(lifetime)));
        Run.Scheduler.RunUntilIdle();
        return isTaken;
    }

    public void Pass(double milliseconds) => Run.Advance(TimeSpan.FromMilliseconds(milliseconds));

    public void Deliver(Action action)
    {
        Run.Scheduler.Deliver(action);
        Run.Scheduler.RunUntilIdle();
    }
}
