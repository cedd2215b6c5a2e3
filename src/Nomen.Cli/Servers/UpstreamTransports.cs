using Nomen.Cli.Arguments;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tsig;
using Nomen.Client.Upstreams;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Cli.Servers;

/// <summary>A transport for each server that is asked, kept for the next question: a TCP connection serves them all.</summary>
internal sealed class UpstreamTransports(QueryArguments arguments, TransportServices services) : IAsyncDisposable
{
    private readonly Dictionary<(UpstreamServer Server, bool UseTcp), IDnsTransport> _transports = [];

    /// <summary>The transport to a server: encrypted or TCP where the word or a flag says so, and for ANY as dig does; UDP alone with <c>udp://</c> or <c>+ignore</c>; else both.</summary>
    public IDnsTransport For(UpstreamServer server, DnsQuestion? question)
    {
        bool useTcp = StartsWithTcp(server, question);
        if (!_transports.TryGetValue((server, useTcp), out IDnsTransport? transport))
        {
            transport = Create(server, useTcp);
            transport = arguments.Key is { } key ? Signed(transport, key) : transport;
            _transports.Add((server, useTcp), transport);
        }

        return transport;
    }

    /// <summary>Whether a question does not go over UDP first.</summary>
    public bool StartsWithTcp(UpstreamServer server, DnsQuestion? question) =>
        server.Upstream.IsEncrypted || server.Scheme == UpstreamScheme.Tcp || (arguments.UseTcp ?? (server.Scheme == UpstreamScheme.UdpTcp && question is { Type: DnsType.ANY }));

    public async ValueTask DisposeAsync()
    {
        foreach (IDnsTransport transport in _transports.Values)
        {
            await transport.DisposeAsync();
        }
    }

    private IDnsTransport Create(UpstreamServer server, bool useTcp)
    {
        if (server.Upstream.IsEncrypted)
        {
            return EncryptedTransports.Create(server, arguments, services);
        }

        if (useTcp)
        {
            return Stream(server);
        }

        DatagramTransportOptions options = new() { Timeout = arguments.Timeout, MaxSends = arguments.Attempts, LocalAddress = arguments.Bind, Cookies = arguments.Cookie };
        DatagramTransport datagram = new(server.EndPoint, options, services);

        // What the server says to the query as asked is what a person wants to see, a refusal of EDNS too.
        DatagramStreamTransportOptions asAsked = new() { Timeout = arguments.Timeout, EdnsFallback = false };
        return server.Scheme == UpstreamScheme.Udp || arguments.IgnoreTruncation ? datagram : new DatagramStreamTransport(datagram, Stream(server), asAsked, services);
    }

    /// <summary>A key that somebody typed is one that the server wants: HMAC-MD5 too.</summary>
    private TsigTransport Signed(IDnsTransport transport, TsigKey key)
    {
        TsigTransportOptions options = new() { Tsig = new TsigOptions { AllowMd5 = key.Algorithm == TsigAlgorithm.HmacMd5 } };
        return new TsigTransport(transport, key, options, services);
    }

    private MultiStreamTransport Stream(UpstreamServer server)
    {
        TcpConnectorOptions connect = new() { LocalAddress = arguments.Bind };

        // The connection lives as long as the command: only +keepalive asks the server for its idle time, and shows the answer.
        MultiStreamTransportOptions options = new() { Timeout = arguments.Timeout, Stream = new StreamTransportOptions { OfferKeepalive = false } };
        return new MultiStreamTransport(new TcpConnector(server.EndPoint, connect, services), options, services);
    }
}
