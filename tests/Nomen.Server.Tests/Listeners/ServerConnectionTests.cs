using System.Net;
using Nomen.Client.Services;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Server.Tests.Listeners;

/// <summary>One connection over a scripted stream, with the test's clock: what it writes, when it stops to read, when it ends.</summary>
public sealed class ServerConnectionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ServerCounters _counters = new();
    private readonly ErrorLog _log = new();

    [Fact]
    [Rfc(7766, "8")]
    public async Task Answers_to_queries_that_came_together_leave_in_one_write()
    {
        using ScriptedStream stream = new([.. Frame(1), .. Frame(2), .. Frame(3)]);

        Task running = RunAsync(stream, new ConnectionOptions());
        stream.HangUp();
        await running;

        Assert.Equal([3 * (2 + 29 + 16)], stream.Writes);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    [Knob(typeof(ConnectionOptions), nameof(ConnectionOptions.WriteQueue))]
    public async Task WriteQueue_bounds_what_a_client_that_does_not_read_can_cost()
    {
        byte[] queries = [.. Enumerable.Range(1, 1000).SelectMany(id => Frame((ushort)id))];
        using ScriptedStream stream = new(queries) { IsRead = false };

        // Every answer has 47 octets with its length: 22 of them pass 1,000.
        Task running = RunAsync(stream, new ConnectionOptions { WriteQueue = 1000 });

        Assert.False(running.IsCompleted);
        Assert.Equal(22, _counters.Read(ServerCounter.TcpQueries));
        _time.Advance(TimeSpan.FromSeconds(10.1));
        await running;
        Assert.Equal(1, _counters.Read(ServerCounter.ConnectionsTimedOut));
    }

    [Fact]
    public async Task A_query_that_trickles_ends_the_connection_though_octets_keep_coming()
    {
        using ScriptedStream stream = new([0], [29]);

        Task running = RunAsync(stream, new ConnectionOptions());
        _time.Advance(TimeSpan.FromSeconds(5));
        await running;

        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task Nothing_ticks_when_no_connection_is_open()
    {
        using ScriptedStream stream = new();

        Task running = RunAsync(stream, new ConnectionOptions());
        Assert.Equal(1, _time.ActiveTimerCount);
        stream.HangUp();
        await running;

        Assert.Equal(0, _time.ActiveTimerCount);
    }

    [Fact]
    public async Task A_transfer_waits_for_a_client_that_does_not_read()
    {
        int produced = 0;
        using ScriptedStream stream = new(TcpClientSocket.Frame(Query.Octets("example.", DnsType.AXFR))) { IsRead = false };

        Task running = RunAsync(stream, new ConnectionOptions { WriteQueue = 1000 }, new EndlessTransfer(() => produced++));
        await Waiting.UntilAsync(() => produced >= 20);
        _time.Advance(TimeSpan.FromSeconds(10.1));
        await running;

        Assert.InRange(produced, 20, 25);
    }

    [Fact]
    public async Task A_write_that_fails_unexpectedly_ends_the_connection_and_is_logged()
    {
        InvalidOperationException failure = new("unexpected");
        using ScriptedStream stream = new(Frame(1)) { WriteFailure = failure };

        await RunAsync(stream, new ConnectionOptions());

        Assert.True(stream.IsDisposed);
        Assert.Equal([failure], _log.Exceptions);
    }

    private static byte[] Frame(ushort id) => TcpClientSocket.Frame(Query.Octets("www.example.", id: id));

    private Task RunAsync(Stream stream, ConnectionOptions connections, IDnsTransport? transport = null)
    {
        DnsServerOptions options = new() { Connections = connections, AllowTransfer = _ => true };
        QueryPipeline pipeline = new(transport ?? new FakeTransport(FakeTransport.OneAddress), options, new TransportServices { TimeProvider = _time }, _counters);
        ConnectionTable table = new(connections, _time, _counters);
        ListenerContext context = new(pipeline, table, connections, _time, _counters, _log);
        ServerConnection connection = new(stream, new IPEndPoint(IPAddress.Loopback, 1), DnsProtocol.Tcp, context);
        Assert.True(table.TryAdd(connection));
        return connection.RunAsync();
    }

    /// <summary>A transfer without an end, of messages of 47 octets.</summary>
    private sealed class EndlessTransfer(Action produced) : IDnsStreamingTransport
    {
        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Yield();
                produced();
                yield return FakeTransport.Respond(request, DnsFlags.AA, records => records.Add(DnsSection.Answer, "example.", new AData(IPAddress.Loopback)));
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
