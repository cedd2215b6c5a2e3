using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Playground;

/// <summary>The client's transports to the playground's server, one of each kind.</summary>
internal sealed class PlaygroundClients : IAsyncDisposable
{
    private readonly DatagramTransport _datagram;
    private readonly DatagramStreamTransport _datagramStream;

    public PlaygroundClients(IPEndPoint server, TransportServices services)
    {
        _datagram = new DatagramTransport(server, services: services);
        Stream = new StreamTransport(new TcpConnector(server, services: services), services: services);
        _datagramStream = new DatagramStreamTransport(server, services: services);
    }

    /// <summary>One TCP connection.</summary>
    public StreamTransport Stream { get; }

    /// <summary>The transport of a route.</summary>
    public IDnsTransport this[PlaygroundRoute route] => route switch
    {
        PlaygroundRoute.Datagram => _datagram,
        PlaygroundRoute.Stream => Stream,
        _ => _datagramStream,
    };

    /// <summary>What a route is called.</summary>
    public static string Describe(PlaygroundRoute route) => route switch
    {
        PlaygroundRoute.Datagram => "over UDP (DatagramTransport)",
        PlaygroundRoute.Stream => "over one TCP connection (StreamTransport)",
        _ => "over UDP, and TCP when cut (DatagramStreamTransport)",
    };

    public async ValueTask DisposeAsync()
    {
        await _datagram.DisposeAsync();
        await Stream.DisposeAsync();
        await _datagramStream.DisposeAsync();
    }
}
