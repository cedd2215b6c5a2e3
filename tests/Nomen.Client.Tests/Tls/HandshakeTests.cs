using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Tls;

/// <summary>Servers that speak TLS in other ways, badly or not at all: each is told apart, and nothing waits past its time.</summary>
public sealed class HandshakeTests
{
    private readonly TlsWorld _world = new();

    [Fact]
    [Rfc(7858, "3.3")]
    public async Task A_server_that_sends_one_octet_at_a_time_is_understood()
    {
        await using TlsServer server = new(_world.Authority.Issue(), wrap: stream =>
        {
            stream.Socket.NoDelay = true;
            return new OctetwiseStream(stream);
        });

        DnsResponse response = await _world.AskAsync(server);

        Assert.Equal(Nomen.Dns.Registries.Rcode.NoError, response.Rcode);
    }

    [Fact]
    [Rfc(7858, "3.2")]
    public async Task A_thousand_requests_at_once_share_one_connection()
    {
        await using TlsServer server = _world.Server();
        await using StreamTransport transport = new(_world.Connector(server), new StreamTransportOptions { MaxInFlight = 1000 });

        DnsResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => transport.SendAsync(Replies.Ask($"n{i}.example.")).AsTask()));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"n{i}.example."), responses.Select(r => r.Message.Question!.Value.Name.ToString()));
        Assert.Single(server.Sessions);
    }

    [Fact]
    public async Task Disposing_tells_the_server_that_no_more_comes()
    {
        await using TlsServer server = _world.Server();

        await _world.AskAsync(server);

        await server.Sessions[0].Ended;
    }

    [Fact]
    public async Task ConnectTlsAsync_opens_a_connection_or_says_why_not()
    {
        await using TlsServer server = _world.Server();
        await using StreamTransport transport = await StreamTransport.ConnectTlsAsync(server.EndPoint, connectorOptions: _world.Trusting, services: _world.Services);

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(
            async () => await StreamTransport.ConnectTlsAsync(server.EndPoint, connectorOptions: _world.Trusting with { AuthenticationName = "other.example" }, services: _world.Services));

        Assert.Equal(TransportFailure.Tls, e.Failure);
        Assert.Equal($"tls://{server.EndPoint}#other.example", e.Upstream);
    }

    [Theory]
    [InlineData(AlpnUse.Offer, "dot")]
    [InlineData(AlpnUse.Require, "dot")]
    [InlineData(AlpnUse.Omit, "")]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.Alpn))]
    [Rfc(9103, "7.1")]
    public async Task The_application_protocol_is_dot_unless_left_out(AlpnUse use, string expected)
    {
        await using TlsServer server = _world.Server();

        await _world.AskAsync(server, _world.Trusting with { Alpn = use });

        Assert.Equal(expected, server.Sessions[0].ApplicationProtocol);
    }

    [Fact]
    [Rfc(9103, "7.1")]
    public async Task A_server_that_chooses_no_application_protocol_will_do_unless_it_must()
    {
        await using TlsServer server = new(_world.Authority.Issue(), settings => settings.ApplicationProtocols = null);

        await _world.AskAsync(server);
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => _world.AskAsync(server, _world.Trusting with { Alpn = AlpnUse.Require }));

        Assert.Equal(TransportFailure.Tls, e.Failure);
        Assert.Equal("the server did not choose the application protocol dot", e.Error.Detail);
    }

    [Fact]
    public async Task A_server_of_another_application_protocol_is_refused_and_will_do_when_none_is_offered()
    {
        await using TlsServer server = new(_world.Authority.Issue(), settings => settings.ApplicationProtocols = [SslApplicationProtocol.Http2]);

        string reason = await _world.RefusalAsync(server);
        await _world.AskAsync(server, _world.Trusting with { Alpn = AlpnUse.Omit });

        Assert.Contains("handshake", reason, StringComparison.Ordinal);
    }

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.MinimumVersion))]
    [Rfc(9103, "7.2")]
    public async Task A_server_of_TLS_1_2_will_do_unless_1_3_is_asked_for()
    {
        await using TlsServer server = new(_world.Authority.Issue(), settings => settings.EnabledSslProtocols = SslProtocols.Tls12);

        await _world.AskAsync(server);
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => _world.AskAsync(server, _world.Trusting with { MinimumVersion = SslProtocols.Tls13 }));

        Assert.Equal(SslProtocols.Tls12, Assert.Single(server.Sessions).Version);
        Assert.Equal(TransportFailure.Tls, e.Failure);
        Assert.Contains("alert", e.Error.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Rfc(8310, "9")]
    public async Task A_server_of_TLS_1_1_is_refused()
    {
        string reason = await RefusalAsync(async socket =>
        {
            await SendAsync(socket, ServerHello(major: 3, minor: 2));
            await ReadToEndAsync(socket);
        });

        Assert.Contains("protocol", reason, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\0\u000cno TLS here")]
    [InlineData("SSH-2.0-server\r\n")]
    public async Task A_server_that_speaks_something_else_is_told(string text)
    {
        string reason = await RefusalAsync(async socket =>
        {
            await SendAsync(socket, Encoding.Latin1.GetBytes(text));
            await ReadToEndAsync(socket);
        });

        Assert.Equal("the server does not speak TLS", reason);
    }

    [Fact]
    public async Task Junk_in_the_shape_of_TLS_is_a_failed_handshake()
    {
        string reason = await RefusalAsync(async socket =>
        {
            await SendAsync(socket, [22, 3, 3, 0, 8, 99, 0, 0, 4, 1, 2, 3, 4]);
            await ReadToEndAsync(socket);
        });

        Assert.StartsWith("the TLS handshake failed: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes_at_once_is_told()
    {
        Assert.Equal("the server closed the connection during the TLS handshake", await RefusalAsync(ReadSomeAsync));
    }

    [Fact]
    public async Task A_server_that_closes_in_the_middle_of_its_message_is_told()
    {
        string reason = await RefusalAsync(async socket =>
        {
            await ReadSomeAsync(socket);
            await SendAsync(socket, ServerHello(major: 3, minor: 3)[..20]);
        });

        Assert.Equal("the server closed the connection during the TLS handshake", reason);
    }

    [Fact]
    public async Task A_reset_is_told()
    {
        string reason = await RefusalAsync(async socket =>
        {
            await ReadSomeAsync(socket);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        });

        Assert.Equal("the server reset the connection during the TLS handshake", reason);
    }

    private static byte[] ServerHello(byte major, byte minor) =>
        [22, major, minor, 0, 42, 2, 0, 0, 38, major, minor, .. new byte[32], 0, 0, 0x2f, 0];

    private static async Task SendAsync(Socket socket, byte[] octets) => await socket.SendAsync(octets);

    private static async Task ReadSomeAsync(Socket socket) => await socket.ReceiveAsync(new byte[4096]);

    private static async Task ReadToEndAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer) > 0)
        {
            // What the client says does not matter.
        }
    }

    private async Task<string> RefusalAsync(Func<Socket, Task> handle)
    {
        await using LoopbackServer server = new(handle);
        await using StreamTransport transport = new(new TlsConnector(server.EndPoint, _world.Trusting, _world.Services));
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));
        Assert.Equal(TransportFailure.Tls, e.Failure);
        return e.Error.Detail!;
    }
}
