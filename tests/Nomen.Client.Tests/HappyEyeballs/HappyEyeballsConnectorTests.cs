using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Client.HappyEyeballs;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Sockets;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.HappyEyeballs;

public sealed class HappyEyeballsConnectorTests
{
    [Theory]
    [InlineData(250, null)]
    [InlineData(40, 40.0)]
    [Rfc(8305, "5")]
    [Knob(typeof(HappyEyeballsConnectorOptions), nameof(HappyEyeballsConnectorOptions.AttemptDelay))]
    public void The_next_address_is_tried_beside_one_that_does_not_answer(double expected, double? set)
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies, set is { } milliseconds ? new() { AttemptDelay = TimeSpan.FromMilliseconds(milliseconds) } : null);
        Task<IStreamConnection> connecting = race.Connect();

        race.Advance(expected - 1);
        int[] before = [.. race.Attempts];
        race.Advance(1);
        race.Accept(1);

        Assert.Equal([1, 0], before);
        Assert.Same(race.Addresses[1].Last, VirtualStream.Ended(connecting));
    }

    [Fact]
    [Rfc(8305, "5")]
    public void The_first_that_connects_wins_and_the_others_are_cancelled()
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies);
        Task<IStreamConnection> connecting = race.Connect();
        race.Advance(250);

        race.Accept(0);

        Assert.Same(race.Addresses[0].Last, VirtualStream.Ended(connecting));
        Assert.Empty(race.Addresses[1].Connections);
        Assert.Equal(1, race.Addresses[1].Cancelled);
        Assert.Equal(0, race.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void A_connection_that_comes_too_late_is_closed()
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies);
        race.Addresses[1].IgnoresCancellation = true;
        Task<IStreamConnection> connecting = race.Connect();
        race.Advance(250);
        race.Accept(0);

        race.Accept(1);

        Assert.False(((ScriptedConnection)VirtualStream.Ended(connecting)).IsDisposed);
        Assert.True(race.Addresses[1].Last.IsDisposed);
    }

    [Fact]
    public void An_address_that_refuses_gives_way_at_once()
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies);
        Task<IStreamConnection> connecting = race.Connect();

        race.Refuse(0, Refused());

        Assert.Equal([1, 1], race.Attempts);
        race.Accept(1);
        VirtualStream.Ended(connecting);
    }

    [Fact]
    public void When_every_address_refuses_it_fails_at_once_with_every_cause()
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies);
        Task<IStreamConnection> connecting = race.Connect();

        race.Refuse(0, Refused());
        race.Refuse(1, new SocketException((int)SocketError.NetworkUnreachable));

        AggregateException e = Assert.IsType<AggregateException>(connecting.Exception!.InnerException);
        Assert.Equal([SocketError.ConnectionRefused, SocketError.NetworkUnreachable], e.InnerExceptions.Select(inner => ((SocketException)inner).SocketErrorCode));
        Assert.Equal(TimeSpan.Zero, race.Run.Time.Elapsed);
        Assert.Equal(0, race.Run.Time.ActiveTimerCount);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, SocketError.ConnectionRefused, TransportFailure.ConnectionRefused)]
    [InlineData(SocketError.NetworkUnreachable, SocketError.ConnectionRefused, TransportFailure.ConnectionRefused)]
    [InlineData(SocketError.TimedOut, SocketError.HostUnreachable, TransportFailure.ConnectTimeout)]
    [InlineData(SocketError.HostUnreachable, SocketError.NetworkUnreachable, TransportFailure.Unreachable)]
    [InlineData(SocketError.TooManyOpenSockets, SocketError.TooManyOpenSockets, TransportFailure.Network)]
    public void A_request_fails_with_the_kind_that_says_most_and_the_cause(SocketError first, SocketError second, TransportFailure expected)
    {
        TransportError error = StreamFailure.From(new AggregateException(new SocketException((int)first), new SocketException((int)second)), isConnecting: true);

        Assert.Equal(expected, error.Failure);
        Assert.IsType<AggregateException>(error.Cause);
    }

    [Fact]
    public void A_TLS_failure_of_one_address_is_told_before_others()
    {
        TransportError error = StreamFailure.From(new AggregateException(Refused(), new AuthenticationException("wrong name")), isConnecting: true);

        Assert.Equal(TransportFailure.Tls, error.Failure);
        Assert.Contains("wrong name", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 599.9, true)]
    [InlineData(null, 600, false)]
    [InlineData(5.0, 4.9, true)]
    [InlineData(5.0, 5, false)]
    [InlineData(0.0, 0, false)]
    [Rfc(8305, "5")]
    [Knob(typeof(HappyEyeballsConnectorOptions), nameof(HappyEyeballsConnectorOptions.Memory))]
    public void The_address_that_worked_is_tried_first_for_a_while(double? set, double after, bool goesFirst)
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies, set is { } seconds ? new() { Memory = TimeSpan.FromSeconds(seconds) } : null);
        _ = race.Connect();
        race.Refuse(0, Refused());
        race.Accept(1);

        race.Advance(after * 1000);
        _ = race.Connect();

        Assert.Equal(goesFirst ? [1, 2] : [2, 2], race.Attempts);
    }

    [Fact]
    public void The_callers_cancellation_ends_every_attempt()
    {
        var race = new VirtualRace(VirtualRace.TwoFamilies);
        using var source = new CancellationTokenSource();
        Task<IStreamConnection> connecting = race.Connect(source.Token);
        race.Advance(250);

        race.Act(source.Cancel);

        Assert.True(connecting.IsCanceled);
        Assert.Equal([1, 1], race.Addresses.Select(address => address.Cancelled));
        Assert.Equal(0, race.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void One_address_is_asked_without_a_race()
    {
        var race = new VirtualRace(["tcp://192.0.2.1:53"]);
        Task<IStreamConnection> connecting = race.Connect();

        race.Refuse(0, Refused());

        Assert.IsType<SocketException>(connecting.Exception!.InnerException);
        Assert.Equal("tcp://192.0.2.1:53", race.Connector.Upstream);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_address_wins_in_any_order_of_work(int seed)
    {
        var race = new VirtualRace(["tcp://[2001:db8::1]:53", "tcp://[2001:db8::2]:53", "tcp://192.0.2.1:53"], seed: seed);
        Task<IStreamConnection> connecting = race.Connect();

        race.Advance(250);
        race.Accept(2);
        race.Advance(250);

        Assert.Same(race.Addresses[2].Last, VirtualStream.Ended(connecting));
        Assert.Equal([1, 0, 1], race.Attempts);
    }

    [Fact]
    public void Refuses_no_address_and_two_protocols()
    {
        IStreamConnector tls = new ScriptedConnector { Protocol = DnsProtocol.Tls };

        Assert.Throws<ArgumentException>(() => new HappyEyeballsConnector([]));
        Assert.Throws<ArgumentException>(() => new HappyEyeballsConnector([new ScriptedConnector(), tls]));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_passed_over_within_a_moment()
    {
        await using var server = new LoopbackServer(LoopbackServer.EchoAsync);
        var connector = HappyEyeballsConnector.ForTcp([ClosedPort(), server.EndPoint]);
        await using var transport = new MultiStreamTransport(connector, services: StoppedClock.Services);

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal($"{connector.Upstream}", response.Upstream);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_host_that_answers_no_SYN_is_passed_over_after_the_attempt_delay()
    {
        using BlackHole hole = new();
        await using var server = new LoopbackServer(LoopbackServer.EchoAsync);
        var options = new HappyEyeballsConnectorOptions { AttemptDelay = TimeSpan.FromMilliseconds(10) };
        var patient = new TcpConnectorOptions { ConnectTimeout = TimeSpan.FromSeconds(60) };
        await using var transport = new MultiStreamTransport(HappyEyeballsConnector.ForTcp([hole.EndPoint, server.EndPoint], options, patient), services: StoppedClock.Services);

        await transport.SendAsync(Replies.Ask());

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task When_nobody_listens_anywhere_a_request_is_refused_by_every_address()
    {
        IPEndPoint[] closed = [ClosedPort(), ClosedPort()];
        await using var transport = new MultiStreamTransport(HappyEyeballsConnector.ForTcp(closed));

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
        Assert.All(closed, server => Assert.Contains(server.ToString(), e.Message, StringComparison.Ordinal));
        Assert.Equal(2, Assert.IsType<AggregateException>(e.InnerException).InnerExceptions.Count);
    }

    private static SocketException Refused() => new((int)SocketError.ConnectionRefused);

    /// <summary>A port that was just let go.</summary>
    private static IPEndPoint ClosedPort()
    {
        using Socket listener = BlackHole.Listen(backlog: 1);
        return (IPEndPoint)listener.LocalEndPoint!;
    }
}
