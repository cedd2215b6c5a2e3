using System.Net;
using System.Net.Sockets;
using Nomen.Client.Services;
using Nomen.Dns.Transports;

namespace Nomen.Client.Sockets;

/// <summary>Opens TCP connections to one server (RFC 7766). Holds no state.</summary>
public sealed class TcpConnector : IStreamConnector
{
    private readonly IPEndPoint _server;
    private readonly TcpConnectorOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a connector; nothing is opened yet.</summary>
    /// <param name="server">Address and port, normally 53.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">The clock that limits connecting; null for the system's.</param>
    /// <exception cref="ArgumentException">The local address is of another family than the server's.</exception>
    public TcpConnector(IPEndPoint server, TcpConnectorOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        _server = server;
        _options = options ?? new TcpConnectorOptions();
        if (_options.LocalAddress is { } local && local.AddressFamily != server.AddressFamily)
        {
            throw new ArgumentException($"The local address {local} and the server {server} are of different families.", nameof(options));
        }

        _time = (services ?? TransportServices.Default).TimeProvider;
        Upstream = $"tcp://{server}";
    }

    /// <inheritdoc/>
    public string Upstream { get; }

    /// <inheritdoc/>
    public DnsProtocol Protocol => DnsProtocol.Tcp;

    /// <inheritdoc/>
    public async ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        // Pipelined small messages: Nagle's algorithm would hold a request back until the last one is acknowledged.
        var socket = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (_options.LocalAddress is { } local)
            {
                socket.Bind(new IPEndPoint(local, 0));
            }

            await socket.ConnectAsync(_server, either.Token).ConfigureAwait(false);
            return new TcpConnection(socket);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"No connection to {Upstream} within {_options.ConnectTimeout.TotalSeconds} s.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
