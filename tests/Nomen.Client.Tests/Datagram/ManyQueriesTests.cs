using Nomen.Client.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Thousands of queries with sockets of the system, apart from other tests: they count sockets and limit the thread pool.</summary>
[Collection(nameof(WholeProcess))]
public sealed class ManyQueriesTests
{
    private const int Many = 10_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task Ten_thousand_cancelled_queries_leave_no_socket_open(int sharedSockets) => WithoutContextAsync(async () =>
    {
        using LoopbackResponder silent = LoopbackResponder.Silent();
        int before = OpenSockets.To(silent.EndPoint);
        DatagramTransport transport = new(silent.EndPoint, new() { MaxConcurrentQueries = 500, QueueLimit = Many, SharedSockets = sharedSockets });
        using CancellationTokenSource source = new();
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, Many).Select(async _ => await transport.SendAsync(DatagramWorld.Question, source.Token))];

        source.Cancel();

        foreach (Task<DnsResponse> task in asking)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }

        Assert.Equal(sharedSockets, OpenSockets.To(silent.EndPoint) - before);
        await transport.DisposeAsync();
        Assert.Equal(before, OpenSockets.To(silent.EndPoint));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task Ten_thousand_lookups_to_a_silent_server_do_not_delay_another(int sharedSockets) => WithoutContextAsync(async () =>
    {
        using PoolLimit limit = new();
        using LoopbackResponder silent = LoopbackResponder.Silent();
        using LoopbackResponder good = LoopbackResponder.Echoing();
        DatagramTransport stuck = new(silent.EndPoint, new()
        {
            MaxConcurrentQueries = Many, SharedSockets = sharedSockets, MaxSends = 1, Timeout = TimeSpan.FromSeconds(60),
        });
        await using DatagramTransport other = new(good.EndPoint);
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, Many).Select(async _ => await stuck.SendAsync(DatagramWorld.Question))];

        for (int i = 0; i < 100; i++)
        {
            await other.SendAsync(DatagramWorld.Question);
        }

        Assert.DoesNotContain(asking, static task => task.IsCompleted);
        await stuck.DisposeAsync();
        await Assert.ThrowsAsync<DnsTransportException>(() => Task.WhenAll(asking));
    });

    [Fact]
    public Task A_long_queue_of_requests_that_fail_at_once_does_not_deepen_the_stack() => WithoutContextAsync(async () =>
    {
        const int VeryMany = 20_000;
        ScriptedConnector wire = new();
        await using DatagramTransport transport = new(wire, new() { MaxConcurrentQueries = 1, QueueLimit = VeryMany, Timeout = TimeSpan.FromSeconds(60) });
        using CancellationTokenSource source = new();
        Task<DnsResponse> first = transport.SendAsync(DatagramWorld.Question, source.Token).AsTask();
        Task<DatagramOutcome>[] waiting = [.. Enumerable.Range(0, VeryMany).Select(async _ => await transport.ExchangeAsync(DatagramWorld.Question, TimeSpan.MaxValue, CancellationToken.None))];
        wire.ConnectError = System.Net.Sockets.SocketError.NetworkUnreachable;

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.All(await Task.WhenAll(waiting), static outcome => Assert.Equal(TransportFailure.Unreachable, outcome.Error!.Failure));
    });

    /// <summary>Runs a test on pool threads: the test runner's own context would take every one of the ten thousand steps across threads.</summary>
    private static Task WithoutContextAsync(Func<Task> body) => Task.Run(body);

    /// <summary>Leaves the pool two threads beside those that the test runner blocks, or as few as the machine allows.</summary>
    private sealed class PoolLimit : IDisposable
    {
        private readonly (int Workers, int Completions) _least;
        private readonly (int Workers, int Completions) _most;

        public PoolLimit()
        {
            ThreadPool.GetMinThreads(out _least.Workers, out _least.Completions);
            ThreadPool.GetMaxThreads(out _most.Workers, out _most.Completions);
            ThreadPool.GetAvailableThreads(out int available, out _);
            int few = Math.Max(_most.Workers - available + 2, Environment.ProcessorCount);
            ThreadPool.SetMinThreads(2, 2);
            ThreadPool.SetMaxThreads(few, few);
        }

        public void Dispose()
        {
            ThreadPool.SetMaxThreads(_most.Workers, _most.Completions);
            ThreadPool.SetMinThreads(_least.Workers, _least.Completions);
        }
    }
}

/// <summary>Tests about the process as a whole run alone.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
