using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.HappyEyeballs;

/// <summary>Connects to the first of several addresses of one upstream that takes a connection, without waiting long for a dead one (RFC 8305).</summary>
/// <remarks>
/// Families are tried in turn, each attempt with a head start over the next; the first success wins, the others are cancelled
/// and closed. Remembers the address that worked. Composes any connectors, TLS ones too: then the handshake is part of the
/// attempt. Give it to <see cref="Streams.MultiStreamTransport"/>. Owns nothing.
/// </remarks>
public sealed partial class HappyEyeballsConnector : IStreamConnector
{
    private readonly ImmutableArray<IStreamConnector> _connectors;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly long _headStart;
    private readonly AddressOrder _order;
    private readonly Lock _lock = new();

    /// <summary>Makes a connector; nothing is opened yet.</summary>
    /// <param name="connectors">One for each address, the preferred one first; at least one, all of one protocol.</param>
    /// <param name="options">Times; null for the defaults.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    /// <exception cref="ArgumentException">There is no connector, or their protocols differ.</exception>
    public HappyEyeballsConnector(IReadOnlyList<IStreamConnector> connectors, HappyEyeballsConnectorOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connectors);
        _connectors = [.. connectors];
        if (_connectors.IsEmpty)
        {
            throw new ArgumentException("There is no address to connect to.", nameof(connectors));
        }

        Protocol = _connectors[0].Protocol;
        if (_connectors.Any(connector => connector.Protocol != Protocol))
        {
            // A request meant for TLS could otherwise leave in clear text, whenever that is quicker.
            throw new ArgumentException("The connectors are of different protocols.", nameof(connectors));
        }

        options ??= new HappyEyeballsConnectorOptions();
        services ??= TransportServices.Default;
        _time = services.TimeProvider;
        _log = services.LoggerFactory.CreateLogger<HappyEyeballsConnector>();
        _headStart = Ticks(options.AttemptDelay);
        _order = new AddressOrder([.. _connectors.Select(FamilyOf)], Ticks(options.Memory));
        Upstream = string.Join(',', _connectors.Select(connector => connector.Upstream));
    }

    /// <summary>Addresses of one server, over TCP.</summary>
    /// <param name="servers">Addresses and ports, the preferred one first; at least one.</param>
    /// <param name="options">Times; null for the defaults.</param>
    /// <param name="connectorOptions">How each connection is opened; null for the defaults.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    public static HappyEyeballsConnector ForTcp(
        IReadOnlyList<IPEndPoint> servers,
        HappyEyeballsConnectorOptions? options = null,
        TcpConnectorOptions? connectorOptions = null,
        TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(servers);
        return new HappyEyeballsConnector([.. servers.Select(server => new TcpConnector(server, connectorOptions, services))], options, services);
    }

    /// <summary>All upstreams, with commas between.</summary>
    public string Upstream { get; }

    /// <inheritdoc/>
    public DnsProtocol Protocol { get; }

    /// <inheritdoc/>
    /// <exception cref="AggregateException">Every one of several addresses failed; the inner exceptions say how, the first failure first.</exception>
    public ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        _connectors.Length == 1 ? _connectors[0].ConnectAsync(cancellationToken) : RaceAsync(cancellationToken);

    private async ValueTask<IStreamConnection> RaceAsync(CancellationToken cancellationToken)
    {
        int[] order;
        lock (_lock)
        {
            order = _order.At(_time.GetTimestamp());
        }

        using var run = new RaceRun(order.Length, _headStart, _time, cancellationToken);
        while (true)
        {
            Task change = run.NextChange();
            while (run.TryStart(out int runner))
            {
                // It handles its own end, and tells the run.
                _ = AttemptAsync(run, runner, order[runner]);
            }

            if (run.TryEnd() is { } winner)
            {
                return winner;
            }

            await change;
        }
    }

    private async Task AttemptAsync(RaceRun run, int runner, int index)
    {
        IStreamConnector connector = _connectors[index];
        IStreamConnection connection;
        try
        {
            connection = await connector.ConnectAsync(run.Token);
        }
        catch (Exception e)
        {
            // Whatever it throws ends this attempt, and nothing else.
            if (!run.Token.IsCancellationRequested)
            {
                LogFailed(_log, connector.Upstream, e);
                lock (_lock)
                {
                    _order.HandleFailed(index);
                }
            }

            run.HandleFailed(runner, e);
            return;
        }

        if (!run.TryWin(connection))
        {
            await CloseAsync(connection, connector.Upstream);
            return;
        }

        lock (_lock)
        {
            _order.HandleWorked(index, _time.GetTimestamp());
        }
    }

    private async Task CloseAsync(IStreamConnection connection, string upstream)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e)
        {
            // Nobody waits for this one any more.
            LogCloseFailed(_log, upstream, e);
        }
    }

    /// <summary>From the textual form, which every connector has; names that are no addresses are a family of their own.</summary>
    private static AddressFamily FamilyOf(IStreamConnector connector) =>
        !Uri.TryCreate(connector.Upstream, UriKind.Absolute, out Uri? uri) ? AddressFamily.Unspecified : uri.HostNameType switch
        {
            UriHostNameType.IPv4 => AddressFamily.InterNetwork,
            UriHostNameType.IPv6 => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unspecified,
        };

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
