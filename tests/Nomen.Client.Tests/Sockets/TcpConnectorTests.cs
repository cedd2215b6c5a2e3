using System.Net;
using System.Net.Sockets;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Sockets;

/// <summary>Over real loopback sockets, with a clock that the test moves.</summary>
public sealed class TcpConnectorTests
{
    [Theory]
    [InlineData(2, null)]
    [InlineData(0.5, 0.5)]
    public async Task A_black_hole_is_given_up_after_the_connect_timeout(double expected, double? set)
    {
        using var hole = new BlackHole();
        var time = new ManualTimeProvider();
        var options = set is { } s ? new TcpConnectorOptions { ConnectTimeout = TimeSpan.FromSeconds(s) } : null;
        var connector = new TcpConnector(hole.EndPoint, options, new TransportServices { TimeProvider = time });
        Task<IStreamConnection> connecting = connector.ConnectAsync().AsTask();

        time.Advance(TimeSpan.FromSeconds(expected - 0.001));
        bool waitedSoLong = !connecting.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(0.001));

        Assert.True(waitedSoLong);
        TimeoutException e = await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.Contains($"tcp://{hole.EndPoint}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_attempt()
    {
        using var hole = new BlackHole();
        using var source = new CancellationTokenSource();
        Task<IStreamConnection> connecting = new TcpConnector(hole.EndPoint).ConnectAsync(source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Connects_from_the_local_address()
    {
        EndPoint? seen = null;
        await using var server = new LoopbackServer(async socket =>
        {
            seen = socket.RemoteEndPoint;
            await LoopbackServer.EchoAsync(socket);
        });
        var connector = new TcpConnector(server.EndPoint, new TcpConnectorOptions { LocalAddress = IPAddress.Parse("127.0.0.77") });

        await using IStreamConnection connection = await connector.ConnectAsync();
        await connection.WriteAsync(Replies.Frame(Replies.Query(Dns.Registries.DnsType.A)));
        int read = await connection.ReadAsync(new byte[512]);

        Assert.True(read > 0);
        Assert.Equal(IPAddress.Parse("127.0.0.77"), Assert.IsType<IPEndPoint>(seen).Address);
    }

    [Fact]
    public void Refuses_a_local_address_of_another_family()
    {
        var options = new TcpConnectorOptions { LocalAddress = IPAddress.IPv6Loopback };

        Assert.Throws<ArgumentException>(() => new TcpConnector(new IPEndPoint(IPAddress.Loopback, 53), options));
    }

    [Theory]
    [InlineData("192.0.2.1:53", "tcp://192.0.2.1:53")]
    [InlineData("[2001:db8::1]:5353", "tcp://[2001:db8::1]:5353")]
    public void Names_its_upstream(string server, string upstream)
    {
        var connector = new TcpConnector(IPEndPoint.Parse(server));

        Assert.Equal(upstream, connector.Upstream);
        Assert.Equal(DnsProtocol.Tcp, connector.Protocol);
    }

    [Fact]
    public async Task Writes_more_than_the_socket_takes_at_once()
    {
        byte[] sent = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(sent);
        var received = new MemoryStream();
        await using var server = new LoopbackServer(async socket =>
        {
            byte[] buffer = new byte[64 * 1024];
            int count;
            while ((count = await socket.ReceiveAsync(buffer)) > 0)
            {
                received.Write(buffer, 0, count);
            }

            await socket.SendAsync(new byte[1]);
        });
        await using IStreamConnection connection = await new TcpConnector(server.EndPoint).ConnectAsync();

        await connection.WriteAsync(sent);
        await connection.ShutdownAsync();
        int end = await connection.ReadAsync(new byte[1]);

        Assert.Equal(1, end);
        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task Disposing_ends_a_read_that_is_under_way()
    {
        await using var server = new LoopbackServer(static async socket => await LoopbackServer.ReadMessageAsync(socket));
        IStreamConnection connection = await new TcpConnector(server.EndPoint).ConnectAsync();
        Task<int> reading = connection.ReadAsync(new byte[16]).AsTask();

        await connection.DisposeAsync();

        await Assert.ThrowsAsync<SocketException>(() => reading);
    }

    /// <summary>A listener whose queue is full: the kernel drops further SYNs.</summary>
    private sealed class BlackHole : IDisposable
    {
        private readonly List<Socket> _fillers = [];
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public BlackHole()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(0);
            EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
            for (int i = 0; i < 4; i++)
            {
                var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _ = filler.ConnectAsync(EndPoint).ContinueWith(static task => task.Exception, TaskScheduler.Default);
                _fillers.Add(filler);
            }
        }

        public IPEndPoint EndPoint { get; }

        public void Dispose()
        {
            _listener.Dispose();
            _fillers.ForEach(static filler => filler.Dispose());
        }
    }
}
