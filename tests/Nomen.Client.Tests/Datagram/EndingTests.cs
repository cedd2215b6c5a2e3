using System.Net.Sockets;
using Nomen.Client.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Datagram;

/// <summary>What ends one transmission, and what ends the request.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData(Rcode.FormErr, false)]
    [InlineData(Rcode.NotImp, false)]
    [InlineData(Rcode.ServFail, true)]
    [InlineData(Rcode.Refused, true)]
    [InlineData(Rcode.BadVers, true)]
    public void A_bare_error_ends_its_own_transmission_and_the_next_follows_at_once(Rcode rcode, bool withEdns)
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, query) =>
            connection.Deliver(world.Wire.Connections.Count == 1 ? Replies.Bare(query, rcode, withEdns) : Replies.WithAddress(query, "192.0.2.1"));

        DnsResponse response = world.Ask();

        Assert.Equal("192.0.2.1", Replies.AddressIn(response.Message));
        Assert.Equal(TimeSpan.Zero, world.Now);
        Assert.Equal(2, response.Attempts);
    }

    [Fact]
    public void Bare_errors_to_every_send_are_the_response()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.Bare(query, Rcode.FormErr)));

        DnsResponse response = world.Ask();

        Assert.Equal(Rcode.FormErr, response.Rcode);
        Assert.Equal(3, response.Attempts);
        Assert.Equal(TimeSpan.Zero, world.Now);
    }

    [Fact]
    public void A_bare_error_and_then_silence_ends_as_the_error_at_the_deadline()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, query) =>
        {
            if (world.Wire.Connections.Count == 1)
            {
                connection.Deliver(Replies.Bare(query, Rcode.NotImp));
            }
        };

        Assert.Equal(Rcode.NotImp, world.Ask().Rcode);
        Assert.Equal(TimeSpan.FromSeconds(5), world.Now);
    }

    [Fact]
    [Rfc(6891, "6.1.3")]
    public void An_extended_code_is_read_in_full()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.Bare(query, Rcode.BadVers, withEdns: true)));

        Assert.Equal(Rcode.BadVers, world.Ask().Rcode);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, TransportFailure.ConnectionRefused)]
    [InlineData(SocketError.ConnectionReset, TransportFailure.ConnectionRefused)]
    [InlineData(SocketError.HostUnreachable, TransportFailure.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, TransportFailure.Unreachable)]
    [InlineData(SocketError.NoBufferSpaceAvailable, TransportFailure.Network)]
    public void A_dead_server_fails_at_once_when_ICMP_says_so(SocketError error, TransportFailure expected)
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, _) => connection.Deliver(error);

        DnsTransportException e = world.AskInVain();

        Assert.Equal(expected, e.Failure);
        Assert.Equal(3, e.Attempts);
        Assert.Equal(error, Assert.IsType<SocketException>(e.InnerException).SocketErrorCode);
        Assert.Equal(TimeSpan.Zero, world.Now);
    }

    [Fact]
    public void An_ICMP_error_ends_only_its_own_transmission()
    {
        DatagramWorld world = new();
        Task<DnsResponse> asking = world.Start();
        world.Run.Advance(TimeSpan.FromSeconds(1));

        world.Deliver(() => world.Wire.Connections[1].Deliver(SocketError.ConnectionRefused));
        Assert.Equal(3, world.Wire.Connections.Count);
        world.Deliver(() => world.Wire.Connections[0].Deliver(Replies.To(world.Wire.Connections[0].Sent[0])));

        Assert.True(asking.IsCompletedSuccessfully);
    }

    [Fact]
    public void Silence_after_an_ICMP_error_is_a_time_out()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, _) =>
        {
            if (world.Wire.Connections.Count == 1)
            {
                connection.Deliver(SocketError.ConnectionRefused);
            }
        };

        Assert.Equal(TransportFailure.Timeout, world.AskInVain().Failure);
    }

    [Fact]
    public void A_socket_that_cannot_be_had_is_tried_again_and_then_an_error()
    {
        DatagramWorld world = new(wire: new ScriptedConnector { ConnectError = SocketError.TooManyOpenSockets });

        DnsTransportException e = world.AskInVain();

        Assert.Equal(TransportFailure.Network, e.Failure);
        Assert.Equal(3, e.Attempts);
    }

    [Fact]
    [Rfc(9715, "3.2")]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.PayloadSize))]
    public void A_request_that_does_not_fit_the_payload_size_is_to_go_over_TCP_and_not_sent()
    {
        DatagramWorld world = new(new() { PayloadSize = 512 });
        DnsRequest large = new(DatagramWorld.Question.Question!.Value) { AdditionalRecords = [.. Enumerable.Range(0, 40).Select(Replies.Record)] };

        DatagramOutcome outcome = world.Exchange(large);

        Assert.Equal(DatagramOutcomeKind.TooLarge, outcome.Kind);
        Assert.True(outcome.WantsStream);
        Assert.Equal((TransportFailure.RequestTooLarge, 0), (outcome.Error!.Failure, outcome.Error.Attempts));
        Assert.Equal(TransportFailure.RequestTooLarge, world.AskInVain(large).Failure);
        Assert.Empty(world.Wire.Sent);
    }

    [Fact]
    public void A_request_larger_than_the_path_takes_in_one_piece_is_to_go_over_TCP()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (_, _) => throw new SocketException((int)SocketError.MessageSize);

        Assert.Equal(DatagramOutcomeKind.TooLarge, world.Exchange().Kind);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1232)]
    [InlineData(4096)]
    [Rfc(6891, "6.2.3")]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.PayloadSize))]
    public void Advertises_the_payload_size(int size)
    {
        DatagramWorld world = new(new() { PayloadSize = size, ReceiveBufferSize = 4096 }, ScriptedConnector.Answering(static query => Replies.To(query)));

        world.Ask();

        Assert.Equal(size, DnsMessage.Parse(world.Wire.Sent.Single()).Edns!.PayloadSize!.Value);
    }

    [Fact]
    public void Adds_no_OPT_to_a_request_that_has_none()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.To(query)));

        world.Ask(DatagramWorld.Question.With(edns: null));

        Assert.Null(DnsMessage.Parse(world.Wire.Sent.Single()).Edns);
    }
}
