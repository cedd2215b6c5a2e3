using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Dns.Tests.Transports;

[Rfc(5452, "5")]
public sealed class SharedFlightTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(7)]
    public void Equal_operations_run_once_and_all_askers_get_the_result(int? seed)
    {
        var run = new VirtualRun(seed);
        var work = new Work(run);

        int[] results = run.Run(() => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => work.AskAsync("key"))));

        Assert.Equal(1, work.Started);
        Assert.All(results, result => Assert.Equal(1, result));
    }

    [Fact]
    public void Different_keys_run_apart()
    {
        var run = new VirtualRun();
        var work = new Work(run);

        int[] results = run.Run(() => Task.WhenAll(work.AskAsync("one"), work.AskAsync("two")));

        Assert.Equal([1, 2], results);
    }

    [Fact]
    public void The_comparer_decides_which_keys_are_equal()
    {
        var run = new VirtualRun();
        var work = new Work(run, StringComparer.OrdinalIgnoreCase);

        run.Run(() => Task.WhenAll(work.AskAsync("KEY"), work.AskAsync("key")));

        Assert.Equal(1, work.Started);
    }

    [Fact]
    public void Starts_on_the_first_askers_stack()
    {
        var run = new VirtualRun();
        var work = new Work(run);

        int startedBeforeAwait = run.Run(async () =>
        {
            Task<int> asker = work.AskAsync("key");
            int started = work.Started;
            await asker;
            return started;
        });

        Assert.Equal(1, startedBeforeAwait);
    }

    [Fact]
    public void An_asker_that_leaves_does_not_harm_the_others()
    {
        var run = new VirtualRun();
        var work = new Work(run);
        using var leaving = new CancellationTokenSource();

        int result = run.Run(async () =>
        {
            Task<int> first = work.AskAsync("key", leaving.Token);
            Task<int> second = work.AskAsync("key");
            leaving.Cancel();
            OperationCanceledException left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            Assert.Equal(leaving.Token, left.CancellationToken);
            return await second;
        });

        Assert.Equal(1, result);
        Assert.Equal(0, work.Cancelled);
    }

    [Fact]
    public void The_last_asker_that_leaves_cancels_the_operation()
    {
        var run = new VirtualRun();
        var work = new Work(run);
        using var leaving = new CancellationTokenSource();

        run.Run(async () =>
        {
            Task<int>[] askers = [work.AskAsync("key", leaving.Token), work.AskAsync("key", leaving.Token)];
            leaving.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(askers));
        });

        Assert.Equal(1, work.Cancelled);
        Assert.Equal(0, work.Flights.Count);
    }

    [Fact]
    public void Who_asks_after_the_last_one_left_starts_anew()
    {
        var run = new VirtualRun();
        var work = new Work(run);
        using var leaving = new CancellationTokenSource();

        int result = run.Run(async () =>
        {
            Task<int> first = work.AskAsync("key", leaving.Token);
            leaving.Cancel();
            Task<int> second = work.AskAsync("key");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            return await second;
        });

        Assert.Equal(2, result);
    }

    [Fact]
    public void A_late_joiner_waits_only_for_what_is_left()
    {
        var run = new VirtualRun();
        var work = new Work(run);

        run.Run(async () =>
        {
            Task<int> first = work.AskAsync("key");
            await Task.Delay(Second * 0.75, run.Time);
            await work.AskAsync("key");
            await first;
        });

        Assert.Equal(Second, run.Time.Elapsed);
    }

    [Fact]
    public void Nothing_is_kept_once_the_operation_has_ended()
    {
        var run = new VirtualRun();
        var work = new Work(run);

        int second = run.Run(async () =>
        {
            await work.AskAsync("key");
            return await work.AskAsync("key");
        });

        Assert.Equal(2, second);
    }

    [Fact]
    public void A_token_cancelled_before_asking_starts_nothing()
    {
        var run = new VirtualRun();
        var work = new Work(run);

        run.Run(() => Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.AskAsync("key", new CancellationToken(canceled: true))));

        Assert.Equal(0, work.Started);
    }

    [Fact]
    public void An_asker_that_leaves_twice_counts_once()
    {
        var run = new VirtualRun();
        var work = new Work(run);
        using var leaving = new CancellationTokenSource();

        run.Run(async () =>
        {
            Task<int> first = work.AskAsync("key");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            {
                Task<int> second = work.AskAsync("key", leaving.Token);
                leaving.Cancel();
                leaving.Cancel();
                return second;
            });
            await first;
        });

        Assert.Equal(0, work.Cancelled);
    }

    /// <summary>Work that takes one virtual second and returns how many were started.</summary>
    private sealed class Work(VirtualRun run, IEqualityComparer<string>? comparer = null)
    {
        public SharedFlight<string, int> Flights { get; } = new(comparer);

        public int Started { get; private set; }

        public int Cancelled { get; private set; }

        public Task<int> AskAsync(string key, CancellationToken cancellationToken = default) =>
            Flights.JoinAsync(key, this, static (work, token) => work.RunAsync(token), cancellationToken: cancellationToken).AsTask();

        private async ValueTask<int> RunAsync(CancellationToken cancellationToken)
        {
            int number = ++Started;
            try
            {
                await Task.Delay(Second, run.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled++;
                throw;
            }

            return number;
        }
    }
}
