using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Nomen.Testing.Scheduling;

namespace Nomen.Dns.Tests.Transports;

/// <summary>How outcomes are handed out: failures, detached operations, synchronous ends, disposal, threads.</summary>
public sealed class SharedFlightOutcomeTests
{
    private readonly List<(string Key, Exception Exception)> _unobserved = [];
    private readonly SharedFlight<string, int> _flights;

    public SharedFlightOutcomeTests() => _flights = new(onUnobservedFailure: (key, exception) => _unobserved.Add((key, exception)));

    public static TheoryData<DnsException> DnsFailures => new(
        new TransportError(TransportFailure.Timeout) { Upstream = "udp://192.0.2.1:53", Attempts = 3, Detail = "silent" }.ToException(),
        new DnsFormatException(new FormatError(FormatErrorKind.Pointer, 17)),
        new DnsTextException("a name", "..", "zone", 3, 9),
        new TsigException(Rcode.BadKey, "The peer does not know the key."));

    [Theory]
    [MemberData(nameof(DnsFailures))]
    public void Each_asker_gets_an_exception_of_its_own(DnsException failure)
    {
        var run = new VirtualRun();

        Exception?[] thrown = run.Run(() => Task.WhenAll(CatchAsync(FailAsync), CatchAsync(FailAsync)));

        Assert.All(thrown, exception => Assert.Equal(failure.Message, exception!.Message));
        Assert.All(thrown, exception => Assert.IsType(failure.GetType(), exception));
        Assert.Equal(3, thrown.Append(failure).Distinct(ReferenceEqualityComparer.Instance).Count());

        async ValueTask<int> FailAsync(CancellationToken token)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time, token);
            throw failure;
        }
    }

    [Fact]
    public void The_error_value_survives_the_copy()
    {
        TransportError error = new(TransportFailure.ConnectionRefused) { Upstream = "tcp://192.0.2.1:53" };

        Exception? thrown = new VirtualRun().Run(() => CatchAsync(_ => throw error.ToException()));

        Assert.Same(error, Assert.IsType<DnsTransportException>(thrown).Error);
    }

    [Fact]
    public void Another_exception_reaches_every_asker_as_it_is()
    {
        var run = new VirtualRun();
        InvalidOperationException failure = new("a bug");

        Exception?[] thrown = run.Run(() => Task.WhenAll(CatchAsync(FailAsync), CatchAsync(FailAsync)));

        Assert.All(thrown, exception => Assert.Same(failure, exception));
        Assert.Empty(_unobserved);

        async ValueTask<int> FailAsync(CancellationToken token)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time, token);
            throw failure;
        }
    }

    [Fact]
    public void An_operation_that_ends_at_once_gives_its_result_at_once()
    {
        ValueTask<int> result = _flights.JoinAsync("key", 5, static (state, _) => ValueTask.FromResult(state));

        Assert.True(result.IsCompletedSuccessfully);
        Assert.Equal(0, _flights.Count);
    }

    [Fact]
    public void A_detached_operation_goes_on_when_its_last_asker_leaves()
    {
        var run = new VirtualRun();
        using var leaving = new CancellationTokenSource();
        bool finished = false;

        run.Run(async () =>
        {
            Task<int> asker = _flights.JoinAsync("key", 0, (_, token) => WorkAsync(token), detached: true, leaving.Token).AsTask();
            leaving.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asker);
            await Task.Delay(TimeSpan.FromSeconds(2), run.Time);
        });

        Assert.True(finished);

        async ValueTask<int> WorkAsync(CancellationToken token)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time, token);
            finished = true;
            return 1;
        }
    }

    [Fact]
    public void A_prefetch_starts_once_and_can_be_joined()
    {
        var run = new VirtualRun();
        int started = 0;

        int result = run.Run(async () =>
        {
            Assert.True(_flights.TryStart("key", 0, (_, token) => WorkAsync(token)));
            Assert.False(_flights.TryStart("key", 0, (_, token) => WorkAsync(token)));
            return await _flights.JoinAsync("key", 0, (_, token) => WorkAsync(token));
        });

        Assert.Equal(1, result);

        async ValueTask<int> WorkAsync(CancellationToken token)
        {
            started++;
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time, token);
            return started;
        }
    }

    [Fact]
    public void A_prefetch_detaches_what_is_in_flight()
    {
        var run = new VirtualRun();
        using var leaving = new CancellationTokenSource();
        CancellationToken flightToken = default;

        run.Run(async () =>
        {
            Task<int> asker = _flights.JoinAsync("key", 0, (_, token) => WaitAsync(run, flightToken = token), cancellationToken: leaving.Token).AsTask();
            Assert.False(_flights.TryStart("key", 0, static (_, _) => ValueTask.FromResult(0)));
            leaving.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asker);
        });

        Assert.False(flightToken.IsCancellationRequested);
    }

    [Fact]
    public void A_failure_that_nobody_waits_for_is_reported()
    {
        var run = new VirtualRun();
        InvalidOperationException failure = new("a bug");

        run.Run(() =>
        {
            _flights.TryStart("key", failure, static (exception, _) => throw exception);
            return Task.CompletedTask;
        });

        Assert.Equal([("key", (Exception)failure)], _unobserved);
    }

    [Fact]
    public void The_cancellation_that_leaving_causes_is_no_failure()
    {
        var run = new VirtualRun();
        using var leaving = new CancellationTokenSource();

        run.Run(async () =>
        {
            Task<int> asker = _flights.JoinAsync("key", 0, (_, token) => WaitAsync(run, token), cancellationToken: leaving.Token).AsTask();
            leaving.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asker);
        });

        Assert.Empty(_unobserved);
    }

    [Fact]
    public void Whoever_asks_again_on_getting_a_result_starts_anew()
    {
        var run = new VirtualRun();
        int started = 0;

        int[] results = run.Run(() => Task.WhenAll(AskTwiceAsync(), AskTwiceAsync()));

        Assert.Equal([2, 2], results);

        async Task<int> AskTwiceAsync()
        {
            await _flights.JoinAsync("key", 0, (_, _) => WorkAsync());
            return await _flights.JoinAsync("key", 0, (_, _) => WorkAsync());
        }

        async ValueTask<int> WorkAsync()
        {
            int number = ++started;
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time);
            return number;
        }
    }

    [Fact]
    public void An_operation_may_join_others_while_it_starts()
    {
        var run = new VirtualRun();

        int result = run.Run(() => _flights.JoinAsync("outer", 0, (_, _) => _flights.JoinAsync("inner", 0, static (_, _) => ValueTask.FromResult(3))).AsTask());

        Assert.Equal(3, result);
    }

    [Fact]
    public void Disposal_fails_the_askers_and_waits_for_the_operations()
    {
        var run = new VirtualRun();
        bool ended = false;

        Exception? thrown = run.Run(async () =>
        {
            Task<Exception?> asker = CatchAsync(WorkAsync);
            await _flights.DisposeAsync();
            Assert.True(ended);
            return await asker;
        });

        Assert.Equal(TransportFailure.Disposed, Assert.IsType<DnsTransportException>(thrown).Failure);

        async ValueTask<int> WorkAsync(CancellationToken token)
        {
            try
            {
                return await WaitAsync(run, token);
            }
            finally
            {
                ended = true;
            }
        }
    }

    [Fact]
    public void Disposal_is_idempotent_and_nothing_starts_after_it()
    {
        int started = 0;

        Exception? thrown = new VirtualRun().Run(async () =>
        {
            await _flights.DisposeAsync();
            await _flights.DisposeAsync();
            Assert.False(_flights.TryStart("key", 0, (_, _) => ValueTask.FromResult(++started)));
            return await CatchAsync(_ => ValueTask.FromResult(++started));
        });

        Assert.Equal(TransportFailure.Disposed, Assert.IsType<DnsTransportException>(thrown).Failure);
        Assert.Equal(0, started);
    }

    [Fact]
    public async Task Askers_on_many_threads_all_get_an_outcome()
    {
        const int Threads = 4;
        const int Rounds = 2_000;

        int[] answered = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => AskRoundsAsync(thread, Rounds))));

        Assert.Equal(Threads * Rounds, answered.Sum());
        Assert.Equal(0, _flights.Count);
    }

    private static async ValueTask<int> WaitAsync(VirtualRun run, CancellationToken token)
    {
        await Task.Delay(TimeSpan.FromMinutes(1), run.Time, token);
        return 0;
    }

    private async Task<int> AskRoundsAsync(int thread, int rounds)
    {
        int answered = 0;
        for (int round = 0; round < rounds; round++)
        {
            using CancellationTokenSource leaving = new();
            Task<int> asker = _flights.JoinAsync("key", round, static async (_, token) =>
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                return 1;
            }, cancellationToken: leaving.Token).AsTask();
            if ((round + thread) % 3 == 0)
            {
                leaving.Cancel();
            }

            await ((Task)asker).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            answered += asker.IsCompletedSuccessfully || asker.IsCanceled && leaving.IsCancellationRequested ? 1 : 0;
        }

        return answered;
    }

    private async Task<Exception?> CatchAsync(Func<CancellationToken, ValueTask<int>> operation) =>
        await Record.ExceptionAsync(() => _flights.JoinAsync("key", operation, static (work, token) => work(token)).AsTask());
}
