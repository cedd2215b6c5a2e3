using System.Net;
using System.Net.Sockets;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Sockets;

/// <summary>TCP connections of the system, over loopback; time is the test's.</summary>
public sealed class TcpConnectorTests
{
    [Theory]
    [InlineData(2, null)]
    [InlineData(0.3, 0.3)]
    [Knob(typeof(TcpConnectorOptions), nameof(TcpConnectorOptions.ConnectTimeout))]
    public async Task A_server_that_answers_no_SYN_is_given_up_after_the_connect_timeout(double expected, double? set)
    {
        using BlackHole hole = new();
        ManualTimeProvider time = new();
        TcpConnectorOptions? options = set is { } seconds ? new() { ConnectTimeout = TimeSpan.FromSeconds(seconds) } : null;
        Task<IStreamConnection> connecting = new TcpConnector(hole.EndPoint, options, new TransportServices { TimeProvider = time }).ConnectAsync().AsTask();

        Assert.Equal(TimeSpan.FromSeconds(expected), time.TimeToNextTimer);
        time.Advance(TimeSpan.FromSeconds(expected - 0.01));
        bool waitedSoLong = !connecting.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(0.01));

        await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.True(waitedSoLong);
        Assert.Equal(0, time.ActiveTimerCount);
    }

    [Fact]
    public async Task A_request_to_a_server_that_answers_no_SYN_says_that_connecting_took_too_long()
    {
        using BlackHole hole = new();
        ManualTimeProvider time = new();
        TcpConnector connector = new(hole.EndPoint, services: new TransportServices { TimeProvider = time });
        await using StreamTransport transport = new(connector);
        Task<DnsResponse> asking = transport.SendAsync(Replies.Ask()).AsTask();
        while (time.ActiveTimerCount == 0 && !asking.IsCompleted)
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromSeconds(2));

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => asking);
        Assert.Equal(TransportFailure.ConnectTimeout, e.Failure);
        Assert.Equal($"tcp://{hole.EndPoint}", e.Upstream);
    }

    [Fact]
    public async Task The_callers_cancellation_is_the_callers()
    {
        using BlackHole hole = new();
        using CancellationTokenSource source = new();
        Task<IStreamConnection> connecting = new TcpConnector(hole.EndPoint).ConnectAsync(source.Token).AsTask();

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    [Knob(typeof(TcpConnectorOptions), nameof(TcpConnectorOptions.LocalAddress))]
    public async Task Connects_from_the_local_address_of_the_options()
    {
        // All of 127/8 is loopback on Linux; elsewhere only this one.
        IPAddress local = OperatingSystem.IsLinux() ? IPAddress.Parse("127.0.0.9") : IPAddress.Loopback;
        using Socket listener = BlackHole.Listen(backlog: 1);
        await using IStreamConnection connection = await new TcpConnector((IPEndPoint)listener.LocalEndPoint!, new() { LocalAddress = local }).ConnectAsync();

        using Socket accepted = await listener.AcceptAsync();

        Assert.Equal(local, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
    }

    [Fact]
    public void Addresses_of_two_families_do_not_go_together()
    {
        Assert.Throws<ArgumentException>(() => new TcpConnector(new IPEndPoint(IPAddress.Loopback, 53), new() { LocalAddress = IPAddress.IPv6Loopback }));
    }
}
