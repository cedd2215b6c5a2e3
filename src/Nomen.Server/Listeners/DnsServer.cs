using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>Sockets in front of a transport: a forwarder, a resolver or an authoritative server, by what stands behind it.</summary>
/// <remarks>
/// UDP (RFC 1035) and TCP (RFC 7766), EDNS (RFC 6891). Holds the sockets and the connections; answers come from the transport, which it
/// owns. An error of one query, connection or address leaves the others alone. Answers clients on loopback only, unless told otherwise.
/// </remarks>
public sealed class DnsServer : IAsyncDisposable
{
    private readonly IDnsTransport _transport;
    private readonly DnsServerOptions _options;
    private readonly TransportServices _services;
    private readonly ServerCounters _counters = new();
    private readonly QueryPipeline _pipeline;
    private readonly ConnectionTable _connections;
    private readonly ListenerContext _context;
    private readonly ILogger _logger;
    private readonly List<DatagramListener> _datagrams = [];
    private readonly List<StreamListener> _streams = [];
    private int _state;

    /// <summary>Makes a server; it listens from <see cref="StartAsync"/> on.</summary>
    /// <param name="transport">What answers; disposed with the server.</param>
    /// <param name="options">Where to listen, and the rules.</param>
    /// <param name="services">Clock and log; null for the system's clock and no log.</param>
    /// <exception cref="ArgumentException">There is no address to listen at.</exception>
    public DnsServer(IDnsTransport transport, DnsServerOptions options, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Listen.IsEmpty)
        {
            throw new ArgumentException("The options name no address to listen at.", nameof(options));
        }

        _transport = transport;
        _options = options;
        _services = services ?? TransportServices.Default;
        _logger = _services.LoggerFactory.CreateLogger<DnsServer>();
        _pipeline = new QueryPipeline(transport, options, _services, _counters);
        _connections = new ConnectionTable(options.Connections, _services.TimeProvider, _counters);
        _context = new ListenerContext(_pipeline, _connections, options.Connections, _services.TimeProvider, _counters, _logger);
    }

    /// <summary>Where the server listens, with the ports that it got; in the order of <see cref="DnsServerOptions.Listen"/>. Empty before the start.</summary>
    public ImmutableArray<ListenAddress> Endpoints { get; private set; } = [];

    /// <summary>What the server has done so far.</summary>
    public DnsServerStatistics Statistics => _counters.Snapshot();

    /// <summary>Binds every address and starts to answer.</summary>
    /// <exception cref="SocketException">An address cannot be had; then none is kept.</exception>
    /// <exception cref="InvalidOperationException">The server was started or disposed before.</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.CompareExchange(ref _state, 1, 0) != 0)
        {
            throw new InvalidOperationException("A server is started once.");
        }

        try
        {
            Endpoints = [.. _options.Listen.Select(Bind)];
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }

        _datagrams.ForEach(listener => listener.Start());
        _streams.ForEach(listener => listener.Start());
        foreach (ListenAddress address in Endpoints)
        {
            ServerLog.Listening(_logger, address);
        }
    }

    /// <summary>Starts, and serves until the token is cancelled; then disposes the server.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartAsync(CancellationToken.None).ConfigureAwait(false);
        using (cancellationToken.Register(cancelled.SetResult))
        {
            await cancelled.Task.ConfigureAwait(false);
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes no more queries, gives those that wait <see cref="DnsServerOptions.DrainTimeout"/>, closes the sockets and disposes the transport.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _state, 2) == 2)
        {
            return;
        }

        await CloseAsync().ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    private ListenAddress Bind(ListenAddress address)
    {
        switch (address.Protocol)
        {
            case ListenProtocol.Udp:
                return AddUdp(ListenSockets.BindUdp(address.EndPoint, _options.UdpThreads, _options.UdpReceiveBuffer), address);

            case ListenProtocol.Tcp:
                return AddTcp(ListenSockets.BindTcp(address.EndPoint), address);

            default:
                (List<Socket> udp, Socket tcp) = ListenSockets.BindBoth(address.EndPoint, _options.UdpThreads, _options.UdpReceiveBuffer);
                AddUdp(udp, address);
                return AddTcp(tcp, address);
        }
    }

    private ListenAddress AddUdp(List<Socket> sockets, ListenAddress address)
    {
        ListenAddress bound = address with { EndPoint = (IPEndPoint)sockets[0].LocalEndPoint! };
        _datagrams.AddRange(sockets.Select(socket => new DatagramListener(socket, bound, _context)));
        return bound;
    }

    private ListenAddress AddTcp(Socket socket, ListenAddress address)
    {
        ListenAddress bound = address with { EndPoint = (IPEndPoint)socket.LocalEndPoint! };
        _streams.Add(new StreamListener(socket, bound, !_options.RefuseOthers, _context));
        return bound;
    }

    private async ValueTask CloseAsync()
    {
        _datagrams.ForEach(listener => listener.Stop());
        _streams.ForEach(listener => listener.Stop());
        _connections.Stop();
        await _pipeline.DrainAsync().ConfigureAwait(false);
        await _connections.DrainAsync(_pipeline.InFlight > 0 ? TimeSpan.Zero : _options.DrainTimeout).ConfigureAwait(false);
        foreach (StreamListener listener in _streams)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        await _connections.DisposeAsync().ConfigureAwait(false);
        foreach (DatagramListener listener in _datagrams)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        // A start that failed has closed already; disposing then finds nothing more to close.
        _datagrams.Clear();
        _streams.Clear();
    }
}
