using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Interop.Tests.Queries;

/// <summary>The transports under test, with their defaults.</summary>
internal static class Transports
{
    public static IDnsTransport Udp(IPEndPoint server) => new DatagramTransport(server);

    public static IDnsTransport Tcp(IPEndPoint server) => new StreamTransport(new TcpConnector(server));

    public static IDnsStreamingTransport TcpConnections(IPEndPoint server) => new MultiStreamTransport(server);

    public static IDnsTransport UdpThenTcp(IPEndPoint server) => new Fallback(server);

    private sealed class Fallback(IPEndPoint server) : IDnsTransport
    {
        private readonly IDnsTransport _udp = Udp(server);
        private readonly IDnsTransport _tcp = Tcp(server);

        public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            DnsResponse response = await _udp.SendAsync(request, cancellationToken);

            return response.Message.IsTruncated ? await _tcp.SendAsync(request, cancellationToken) : response;
        }

        public async ValueTask DisposeAsync()
        {
            await _udp.DisposeAsync();
            await _tcp.DisposeAsync();
        }
    }
}
