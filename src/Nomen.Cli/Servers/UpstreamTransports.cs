using Nomen.Cli.Arguments;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Servers;

/// <summary>A transport for each server that is asked, kept for the next question: a TCP connection serves them all.</summary>
internal sealed class UpstreamTransports(QueryArguments arguments, TransportServices services) : IAsyncDisposable
{
    private readonly Dictionary<UpstreamServer, IDnsTransport> _transports = [];

    /// <summary>The transport to a server: TCP where the word or <c>+tcp</c> says so, UDP alone with <c>udp://</c> or <c>+ignore</c>, else both.</summary>
    public IDnsTransport For(UpstreamServer server)
    {
        if (!_transports.TryGetValue(server, out IDnsTransport? transport))
        {
            transport = Create(server);
            _transports.Add(server, transport);
        }

        return transport;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IDnsTransport transport in _transports.Values)
        {
            await transport.DisposeAsync();
        }
    }

    private IDnsTransport Create(UpstreamServer server)
    {
        if (arguments.UseTcp || server.Scheme == "tcp")
        {
            return Stream(server);
        }

        DatagramTransportOptions options = new() { Timeout = arguments.Timeout, MaxSends = arguments.Attempts, LocalAddress = arguments.Bind };
        DatagramTransport datagram = new(server.EndPoint, options, services);
        return server.Scheme == "udp" || arguments.IgnoreTruncation ? datagram : new DatagramStreamTransport(datagram, Stream(server), services: services);
    }

    private MultiStreamTransport Stream(UpstreamServer server)
    {
        TcpConnectorOptions connect = new() { LocalAddress = arguments.Bind };
        return new MultiStreamTransport(new TcpConnector(server.EndPoint, connect, services), new MultiStreamTransportOptions { Timeout = arguments.Timeout }, services);
    }
}
