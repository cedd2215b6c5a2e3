using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nomen.Testing.Scheduling;

namespace Nomen.Testing.Tests.Scheduling;

/// <summary>The primitives that code above the connectors may use: each stays on the scheduler that awaits it.</summary>
public sealed class WhatStaysTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<VirtualRun, Task>> Cases = new(StringComparer.Ordinal)
    {
        ["a completion source"] = run => CompletionSource(run, TaskCreationOptions.None),
        ["a completion source with asynchronous continuations"] = run => CompletionSource(run, TaskCreationOptions.RunContinuationsAsynchronously),
        ["a value task source"] = async run =>
        {
            var source = new RcaSource();
            Task completing = Later(run, () => source.Complete(1));
            Assert.Equal(1, await source.Task);
            await completing;
        },
        ["nested async methods"] = async run => Assert.Equal(3, await Nested(run, 3)),
        ["a value task of a pooling builder"] = async run => Assert.Equal(7, await Pooled(run)),
        ["ConfigureAwait that suppresses throwing"] = async run =>
        {
            TaskCompletionSource source = Rca();
            Task completing = Later(run, () => source.SetException(new FormatException()));
            await source.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await completing;
        },
        ["WhenAll and WhenAny over async methods"] = async run =>
        {
            await Task.WhenAll(Nested(run, 1), Nested(run, 2));
            await Task.WhenAny(Nested(run, 1), Nested(run, 2));
        },
        ["WhenAny of an async method and a delay"] = async run =>
        {
            Task delay = Task.Delay(Second, run.Time);
            Assert.Same(delay, await Task.WhenAny(Nested(run, 3), delay));
        },
        ["WaitAsync of an async method"] = run => Nested(run, 1).WaitAsync(TimeSpan.FromMinutes(1), run.Time),
        ["WaitAsync that times out"] = run => Assert.ThrowsAsync<TimeoutException>(() => Nested(run, 9).WaitAsync(Second, run.Time)),
        ["WaitAsync that is cancelled"] = async run =>
        {
            using var source = new CancellationTokenSource(Second, run.Time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Nested(run, 9).WaitAsync(source.Token));
        },
        ["a delay that is cancelled"] = async run =>
        {
            using var source = new CancellationTokenSource();
            Task cancelling = Later(run, source.Cancel);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromHours(1), run.Time, source.Token));
            await cancelling;
        },
        ["linked cancellation sources and CancelAfter"] = async run =>
        {
            using var outer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, run.Time);
            using var inner = CancellationTokenSource.CreateLinkedTokenSource(outer.Token);
            outer.CancelAfter(Second);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromHours(1), run.Time, inner.Token));
        },
        ["a periodic timer"] = async run =>
        {
            using var timer = new PeriodicTimer(Second, run.Time);
            Assert.True(await timer.WaitForNextTickAsync());
            Assert.True(await timer.WaitForNextTickAsync());
        },
        ["a semaphore that is contended, without a token"] = async run =>
        {
            using var semaphore = new SemaphoreSlim(0);
            Task releasing = Later(run, () => semaphore.Release());
            await semaphore.WaitAsync();
            await releasing;
        },
        ["a semaphore that is free, with a token"] = async run =>
        {
            using var semaphore = new SemaphoreSlim(1);
            await semaphore.WaitAsync(new CancellationToken(canceled: false));
            await Nested(run, 1);
        },
        ["a channel"] = run => ThroughChannel(run, synchronousContinuations: false),
        ["a channel with synchronous continuations"] = run => ThroughChannel(run, synchronousContinuations: true),
        ["an async iterator"] = async run =>
        {
            int sum = 0;
            await foreach (int value in Iterate(run).Where(value => value > 1))
            {
                sum += value;
            }

            Assert.Equal(5, sum);
        },
        ["a synchronous continuation"] = async run =>
        {
            TaskCompletionSource source = Rca();
            Task completing = Later(run, source.SetResult);
            await source.Task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, run.Scheduler);
            await completing;
        },
        ["unwrapping an async method"] = run => Task.FromResult(Nested(run, 1)).Unwrap(),
        ["a pipe with inline schedulers"] = async run =>
        {
            var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
            Task writing = Write(run, pipe.Writer);
            ReadResult result = await pipe.Reader.ReadAsync();
            Assert.Equal(3, result.Buffer.Length);
            await writing;
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stays_on_the_scheduler(string name)
    {
        var run = new VirtualRun();
        int owner = Environment.CurrentManagedThreadId;

        (int Thread, TaskScheduler Scheduler) after = run.Run(async () =>
        {
            await Cases[name](run);
            return (Environment.CurrentManagedThreadId, TaskScheduler.Current);
        });

        Assert.Equal((owner, run.Scheduler), after);
        Assert.Empty(run.Scheduler.Leaks);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stays_on_the_scheduler_in_a_shuffled_order(string name)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var run = new VirtualRun(seed);

            run.Run(() => Cases[name](run));

            Assert.Empty(run.Scheduler.Leaks);
        }
    }

    private static TaskCompletionSource Rca() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task Later(VirtualRun run, Action action)
    {
        await Task.Delay(Second, run.Time);
        action();
    }

    private static async Task CompletionSource(VirtualRun run, TaskCreationOptions options)
    {
        var source = new TaskCompletionSource<int>(options);
        Task completing = Later(run, () => source.SetResult(1));
        Assert.Equal(1, await source.Task);
        await completing;
    }

    private static async Task<int> Nested(VirtualRun run, int depth)
    {
        if (depth == 0)
        {
            return 0;
        }

        TaskCompletionSource source = Rca();
        Task completing = Later(run, source.SetResult);
        await source.Task;
        await completing;
        return 1 + await Nested(run, depth - 1);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> Pooled(VirtualRun run)
    {
        await Task.Delay(Second, run.Time);
        return 7;
    }

    private static async Task ThroughChannel(VirtualRun run, bool synchronousContinuations)
    {
        var channel = Channel.CreateBounded<int>(new BoundedChannelOptions(1) { AllowSynchronousContinuations = synchronousContinuations });
        Task writing = Produce(run, channel.Writer);
        int sum = await channel.Reader.ReadAsync();
        while (await channel.Reader.WaitToReadAsync())
        {
            while (channel.Reader.TryRead(out int value))
            {
                sum += value;
            }
        }

        await channel.Reader.Completion;
        await writing;
        Assert.Equal(6, sum);
    }

    private static async Task Produce(VirtualRun run, ChannelWriter<int> writer)
    {
        await Task.Delay(Second, run.Time);
        for (int value = 1; value <= 3; value++)
        {
            await writer.WriteAsync(value);
        }

        writer.Complete();
    }

    private static async IAsyncEnumerable<int> Iterate(VirtualRun run)
    {
        for (int value = 1; value <= 3; value++)
        {
            await Task.Delay(Second, run.Time);
            yield return value;
        }
    }

    private static async Task Write(VirtualRun run, PipeWriter writer)
    {
        await Task.Delay(Second, run.Time);
        await writer.WriteAsync(new byte[] { 1, 2, 3 });
    }
}
