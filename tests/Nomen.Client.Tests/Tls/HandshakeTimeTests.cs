using System.Net;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Tls;

/// <summary>The time that a handshake may take, by the test's clock.</summary>
public sealed class HandshakeTimeTests
{
    private readonly TlsWorld _world = new();

    [Theory]
    [InlineData(5, null)]
    [InlineData(0.7, 0.7)]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.HandshakeTimeout))]
    public async Task A_server_that_says_nothing_is_given_up_after_the_handshake_timeout(double expected, double? set)
    {
        await using LoopbackServer server = new(LoopbackServer.EchoAsync);
        TlsConnectorOptions options = set is { } seconds ? _world.Trusting with { HandshakeTimeout = TimeSpan.FromSeconds(seconds) } : _world.Trusting;
        Task<IStreamConnection> connecting = new TlsConnector(server.EndPoint, options, _world.Services).ConnectAsync().AsTask();
        await HandshakeOfAsync(TimeSpan.FromSeconds(expected));

        _world.Time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromTicks(1));
        bool waitedSoLong = !connecting.IsCompleted;
        _world.Time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.True(waitedSoLong);
        Assert.Equal(0, _world.Time.ActiveTimerCount);
    }

    [Fact]
    public async Task A_request_over_TLS_to_a_port_of_plain_DNS_fails_when_the_handshake_took_too_long()
    {
        await using LoopbackServer server = new(LoopbackServer.EchoAsync);
        await using StreamTransport transport = new(new TlsConnector(server.EndPoint, _world.Trusting with { HandshakeTimeout = TimeSpan.FromSeconds(4) }, _world.Services), services: _world.Services);
        Task<DnsResponse> asking = transport.SendAsync(Replies.Ask()).AsTask();
        await HandshakeOfAsync(TimeSpan.FromSeconds(4));

        _world.Time.Advance(TimeSpan.FromSeconds(4));

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => asking);
        Assert.Equal(TransportFailure.ConnectTimeout, e.Failure);
        Assert.Contains("No TLS handshake", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_is_the_callers()
    {
        await using LoopbackServer server = new(LoopbackServer.EchoAsync);
        using CancellationTokenSource source = new();
        Task<IStreamConnection> connecting = new TlsConnector(server.EndPoint, _world.Trusting, _world.Services).ConnectAsync(source.Token).AsTask();
        await HandshakeOfAsync(TimeSpan.FromSeconds(5));

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Equal(0, _world.Time.ActiveTimerCount);
    }

    [Fact]
    public async Task Disposing_the_transport_ends_a_handshake()
    {
        await using LoopbackServer server = new(LoopbackServer.EchoAsync);
        StreamTransport transport = new(new TlsConnector(server.EndPoint, _world.Trusting with { HandshakeTimeout = TimeSpan.FromSeconds(4) }, _world.Services), services: _world.Services);
        Task<DnsResponse> asking = transport.SendAsync(Replies.Ask()).AsTask();
        await HandshakeOfAsync(TimeSpan.FromSeconds(4));

        await transport.DisposeAsync();

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => asking);
        Assert.Equal(TransportFailure.Disposed, e.Failure);
    }

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.Tcp))]
    public void The_TCP_connection_is_opened_as_its_options_say()
    {
        TlsConnectorOptions options = _world.Trusting with { Tcp = new TcpConnectorOptions { LocalAddress = IPAddress.IPv6Loopback } };

        ArgumentException e = Assert.Throws<ArgumentException>(() => new TlsConnector(new IPEndPoint(IPAddress.Loopback, 853), options));

        Assert.Contains("different families", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Waits until TCP is connected and the handshake's timer runs.</summary>
    private async Task HandshakeOfAsync(TimeSpan timeout)
    {
        while (_world.Time.TimeToNextTimer != timeout)
        {
            await Task.Yield();
        }
    }
}
