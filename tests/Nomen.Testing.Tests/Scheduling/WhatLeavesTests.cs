using System.IO.Pipelines;
using System.Threading.Channels;
using Nomen.Testing.Scheduling;

namespace Nomen.Testing.Tests.Scheduling;

/// <summary>Primitives that hop to the thread pool, and are caught doing it: the negative twin of <see cref="WhatStaysTests"/>.</summary>
public sealed class WhatLeavesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<VirtualRun, Task>> Cases = new(StringComparer.Ordinal)
    {
        ["ConfigureAwait(false)"] = async run => await Completing(run).Task.ConfigureAwait(false),
        ["AsTask of a value task source"] = async run =>
        {
            var source = new RcaSource();
            _ = Later(run, () => source.Complete(1));
            await source.Task.AsTask();
        },
        ["WhenAll over raw completion sources"] = run => Task.WhenAll(Completing(run).Task, Completing(run).Task),
        ["WhenAny over raw completion sources"] = run => Task.WhenAny(Completing(run).Task, Completing(run).Task),
        ["WhenEach"] = async run =>
        {
            await foreach (Task task in Task.WhenEach(Completing(run).Task, Completing(run).Task))
            {
                await task;
            }
        },
        ["WaitAsync over a raw completion source"] = run => Completing(run).Task.WaitAsync(TimeSpan.FromHours(1), run.Time),
        ["CancelAsync"] = async _ =>
        {
            using var source = new CancellationTokenSource();
            using CancellationTokenRegistration registration = source.Token.Register(static () => { });
            await source.CancelAsync();
        },
        ["a contended semaphore with a token"] = async run =>
        {
            using var semaphore = new SemaphoreSlim(0);
            using var source = new CancellationTokenSource();
            _ = Later(run, () => semaphore.Release());
            await semaphore.WaitAsync(source.Token);
        },
        ["ReadAllAsync of a channel"] = async run =>
        {
            var channel = Channel.CreateUnbounded<int>();
            _ = Later(run, () => channel.Writer.TryWrite(1));
            await foreach (int _ in channel.Reader.ReadAllAsync())
            {
                return;
            }
        },
        ["Task.Run"] = _ => Task.Run(static () => { }),
        ["unwrapping a raw completion source"] = run => Task.Factory.StartNew(
            () => (Task)Completing(run).Task, CancellationToken.None, TaskCreationOptions.None, run.Scheduler).Unwrap(),
        ["a pipe with default options"] = async run =>
        {
            var pipe = new Pipe();
            _ = Later(run, () => pipe.Writer.Complete());
            await pipe.Reader.ReadAsync();
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fails_the_run(string name)
    {
        var run = new VirtualRun();

        SchedulerLeakException e = Assert.Throws<SchedulerLeakException>(() => run.Run(() => Cases[name](run)));

        Assert.Contains("thread pool", e.Leaks[0], StringComparison.Ordinal);
        Assert.Contains(nameof(WhatLeavesTests), e.Message, StringComparison.Ordinal);
    }

    private static TaskCompletionSource Completing(VirtualRun run)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Later(run, source.SetResult);
        return source;
    }

    private static async Task Later(VirtualRun run, Action action)
    {
        await Task.Delay(Second, run.Time);
        action();
    }
}
