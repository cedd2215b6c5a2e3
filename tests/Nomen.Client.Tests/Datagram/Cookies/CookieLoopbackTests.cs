using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Tests.Sockets;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Datagram.Cookies;

/// <summary>Cookies over real sockets.</summary>
public sealed class CookieLoopbackTests
{
    private readonly CookieServer _server = new() { IsEnforcing = true };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Rfc(7873, "5.3")]
    public async Task A_server_that_demands_its_cookie_gets_it(int sharedSockets)
    {
        using LoopbackResponder responder = new((query, _) => _server.Answer(query));
        await using DatagramTransport transport = new(responder.EndPoint, new() { SharedSockets = sharedSockets }, StoppedClock.Services);

        Assert.Equal(2, (await transport.SendAsync(DatagramWorld.Question)).Attempts);
        Assert.Equal(1, (await transport.SendAsync(DatagramWorld.Question)).Attempts);
    }

    [Fact]
    [Rfc(9018, "3")]
    public async Task The_address_of_each_socket_decides_which_cookie_it_sends()
    {
        // Systems other than Linux have one loopback address only.
        string other = OperatingSystem.IsLinux() ? "127.0.0.2" : "127.0.0.1";
        using LoopbackResponder responder = new((query, _) => _server.Answer(query));
        await using DatagramTransport transport = new(new TakingTurns(responder.EndPoint, "127.0.0.1", other), services: StoppedClock.Services);

        await transport.SendAsync(DatagramWorld.Question);
        await transport.SendAsync(DatagramWorld.Question);

        Assert.Equal(OperatingSystem.IsLinux(), _server.Client(0) != _server.Client(1));
        Assert.Equal(_server.Client(0), _server.Client(2));
        Assert.Equal(_server.Cookie, _server.Server(2));
    }

    [Fact]
    public async Task No_cookie_reaches_a_log()
    {
        TextLogger log = new();
        using LoopbackResponder responder = new((query, _) => Replies.WithOptions(query, Rcode.BadCookie, CookieServer.Option([.. Record(query)[..8], .. _server.Cookie])));
        await using DatagramTransport transport = new(responder.EndPoint, services: new TransportServices { LoggerFactory = log });

        await transport.SendAsync(DatagramWorld.Question);

        string text = string.Join('\n', log.Lines);
        Assert.Contains("cookie", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(_server.Received[0]!), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(_server.Cookie), text, StringComparison.OrdinalIgnoreCase);
    }

    private byte[] Record(byte[] query)
    {
        _server.Received.Add(CookieServer.In(query));
        return _server.Received[^1]!;
    }

    /// <summary>Sockets of the system, each from the next of some local addresses: a machine that moves between networks.</summary>
    private sealed class TakingTurns(IPEndPoint server, params string[] locals) : IDatagramConnector
    {
        private int _next;

        public IPEndPoint Server => server;

        public IDatagramConnection Connect() => new UdpConnector(server, IPAddress.Parse(locals[_next++ % locals.Length])).Connect();
    }
}
