using System.Net.Sockets;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>Over real sockets: that the connector and the transport work together. Everything about time and order is in the virtual tests.</summary>
public sealed class StreamTransportLoopbackTests
{
    [Fact]
    public async Task Answers_over_one_connection()
    {
        await using var server = new LoopbackServer(LoopbackServer.EchoAsync);
        await using var transport = new StreamTransport(new TcpConnector(server.EndPoint), services: StoppedClock.Services);

        DnsResponse first = await transport.SendAsync(Replies.Ask("a.example."));
        DnsResponse second = await transport.SendAsync(Replies.Ask("b.example."));

        Assert.Equal("b.example.", second.Message.Question!.Value.Name.ToString());
        Assert.Equal($"tcp://{server.EndPoint}", first.Upstream);
        Assert.Equal(DnsProtocol.Tcp, first.Protocol);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Answers_a_thousand_requests_at_once_over_one_connection()
    {
        await using var server = new LoopbackServer(LoopbackServer.EchoAsync);
        await using StreamTransport transport = await StreamTransport.ConnectTcpAsync(server.EndPoint, services: StoppedClock.Services);

        DnsResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => transport.SendAsync(Replies.Ask($"n{i}.example.")).AsTask()));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"n{i}.example."), responses.Select(r => r.Message.Question!.Value.Name.ToString()));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Connecting_to_a_closed_port_is_refused_by_name()
    {
        var server = new LoopbackServer(LoopbackServer.EchoAsync);
        await server.DisposeAsync();

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await StreamTransport.ConnectTcpAsync(server.EndPoint, services: StoppedClock.Services));

        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
        Assert.Equal($"tcp://{server.EndPoint}", e.Upstream);
        Assert.IsType<SocketException>(e.InnerException);
    }

    [Fact]
    public async Task A_reset_in_the_middle_fails_the_request()
    {
        await using var server = new LoopbackServer(async socket =>
        {
            await LoopbackServer.ReadMessageAsync(socket);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        });
        await using var transport = new StreamTransport(new TcpConnector(server.EndPoint), services: StoppedClock.Services);

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
    }
}
