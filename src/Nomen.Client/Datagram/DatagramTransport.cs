using System.Net;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>Asks one server over UDP.</summary>
public sealed class DatagramTransport : IDnsTransport
{
    /// <summary>Asks a server through sockets of the system.</summary>
    public DatagramTransport(IPEndPoint server, DatagramTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        Upstream = $"udp://{server}";
        _ = options;
        _ = services;
    }

    /// <summary>Asks a server through connections of somebody else's making.</summary>
    public DatagramTransport(IDatagramConnector connector, DatagramTransportOptions? options = null, TransportServices? services = null)
        : this(connector?.Server!, options, services)
    {
    }

    /// <summary>The server, in textual form.</summary>
    internal string Upstream { get; }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException(Upstream);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>One exchange, its end as a value: for the layer that goes on over TCP.</summary>
    internal ValueTask<DatagramOutcome> ExchangeAsync(DnsRequest request, CancellationToken cancellationToken) => throw new NotSupportedException($"{Upstream} {request} {cancellationToken.CanBeCanceled}");
}
