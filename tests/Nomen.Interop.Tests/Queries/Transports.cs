using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Interop.Tests.Queries;

/// <summary>The transports under test, with their defaults unless the name says otherwise.</summary>
internal static class Transports
{
    public static IDnsTransport Udp(IPEndPoint server) => new DatagramTransport(server);

    /// <summary>UDP with one socket for all requests.</summary>
    public static IDnsTransport SharedUdp(IPEndPoint server) => new DatagramTransport(server, new DatagramTransportOptions { SharedSockets = 1 });

    /// <summary>One connection, which is not opened again.</summary>
    public static IDnsTransport Tcp(IPEndPoint server) => new StreamTransport(new TcpConnector(server));

    /// <summary>Connections that are opened again when they end.</summary>
    public static IDnsStreamingTransport TcpConnections(IPEndPoint server) => new MultiStreamTransport(server);

    public static IDnsTransport UdpThenTcp(IPEndPoint server) => new DatagramStreamTransport(server);
}
