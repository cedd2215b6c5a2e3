using Nomen.Client.Datagram;
using Nomen.Client.Tests.Datagram;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Signed requests over UDP: what is taken, what is dropped, what the failures say.</summary>
public sealed class TsigDatagramTests
{
    [Fact]
    public void The_response_comes_without_its_signature()
    {
        TsigDatagramWorld world = new();

        DnsResponse response = world.Ask();

        Assert.Equal("192.0.2.1", Replies.AddressIn(response.Message));
        Assert.False(response.Message.View.HasTsig);
        Assert.Equal(0, response.Message.Additional.Count);
        Assert.Equal([TsigStatus.Good], world.Peer.Found);
    }

    [Fact]
    public void A_signed_request_carries_no_cookie()
    {
        TsigDatagramWorld world = new();

        world.Ask();

        Assert.Empty(DnsMessage.Parse(world.Wire.Sent.Single()).Edns!.Options);
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void Forged_replies_are_dropped_and_the_genuine_one_that_follows_is_taken()
    {
        TsigDatagramWorld world = new();
        world.Wire.OnSend = (connection, query) =>
        {
            byte[] genuine = world.Peer.Answer(query);
            byte[] forged = [.. genuine];
            forged[^1] ^= 1;
            forged[^60] ^= 1;
            connection.Deliver(Replies.WithAddress(query, "203.0.113.66"));
            connection.Deliver(forged);
            connection.Deliver(new TsigPeer(world.Run.Time, SampleKey.Wrong).Answer(query));
            connection.Deliver(new TsigPeer(world.Run.Time).Answer(query));
            connection.Deliver(genuine);
        };

        Assert.Equal("192.0.2.1", Replies.AddressIn(world.Ask().Message));
        Assert.Single(world.Wire.Sent);
    }

    [Fact]
    public void The_answer_to_an_earlier_transmission_is_still_good()
    {
        TsigDatagramWorld world = new();
        world.Wire.OnSend = (_, query) =>
        {
            if (world.Wire.Connections.Count == 2)
            {
                world.Wire.Connections[0].Deliver(world.Peer.Answer(world.Wire.Connections[0].Sent[0]));
            }
        };

        DnsResponse response = world.Ask();

        Assert.Equal(("192.0.2.1", 2), (Replies.AddressIn(response.Message), response.Attempts));
    }

    [Fact]
    public void Two_upstreams_race_with_one_request()
    {
        TsigDatagramWorld world = new();
        ScriptedConnector slow = new();
        TsigTransport racing = new(new FakeTransport(async (request, token) =>
        {
            DatagramTransport first = new(slow, services: world.Run.Services);
            DatagramTransport second = new(world.Wire, services: world.Run.Services);
            ValueTask<DnsResponse> late = first.SendAsync(request, token);
            await second.SendAsync(request, token);
            slow.Connections[0].Deliver(world.Peer.Answer(slow.Connections[0].Sent[0], address: 2));
            return await late;
        }), SampleKey.Good, services: world.Run.Services);

        DnsResponse response = world.Run.Run(async () => await racing.SendAsync(TsigDatagramWorld.Question));

        Assert.Equal("192.0.2.2", Replies.AddressIn(response.Message));
    }

    [Fact]
    public void The_response_to_an_earlier_request_is_no_response_to_this_one()
    {
        TsigDatagramWorld world = new();
        List<byte[]> answers = [];
        world.Wire.OnSend = (connection, query) =>
        {
            answers.Add(world.Peer.Answer(query));
            connection.Deliver(AsIfTo(query, answers[0]));
        };
        world.Ask();

        DnsTransportException e = world.AskInVain<DnsTransportException>();

        Assert.Equal((TransportFailure.Timeout, "3 replies without a valid signature were dropped"), (e.Failure, e.Error.Detail));
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void A_server_that_does_not_sign_is_no_server()
    {
        TsigDatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.WithAddress(query, "192.0.2.1"));

        DnsTransportException e = world.AskInVain<DnsTransportException>();

        Assert.Contains("3 replies without a valid signature", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(8945, "5.4.2")]
    public void BADSIG_is_an_exception_that_says_so()
    {
        TsigException e = new TsigDatagramWorld(SampleKey.Wrong).AskInVain<TsigException>();

        Assert.Equal(Rcode.BadVers, e.Error);
        Assert.Contains("BADSIG", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(8945, "5.2.1")]
    public void BADKEY_is_an_exception_that_says_so()
    {
        TsigException e = new TsigDatagramWorld(SampleKey.Unknown).AskInVain<TsigException>();

        Assert.Equal(Rcode.BadKey, e.Error);
        Assert.Contains("BADKEY", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(8945, "5.4.4")]
    public void BADTRUNC_is_an_exception_that_says_so()
    {
        using TsigKey cut = TsigKey.Parse($"hmac-sha256-128:xfr.example:{SampleKey.Secret}");

        TsigException e = new TsigDatagramWorld(cut).AskInVain<TsigException>();

        Assert.Equal(Rcode.BadTrunc, e.Error);
    }

    [Fact]
    public void A_layer_that_answers_by_itself_is_found_out()
    {
        FakeTransport cache = new(request => DnsResponse.For(request, Rcode.NoError));
        TsigTransport transport = new(cache, SampleKey.Good);

        TsigException e = Assert.Throws<TsigException>(() => new TsigDatagramWorld().Run.Run(async () => await transport.SendAsync(TsigDatagramWorld.Question)));

        Assert.Contains("did not check", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_signed_once()
    {
        TsigDatagramWorld world = new();
        TsigTransport twice = new(world.Transport, SampleKey.Good, services: world.Run.Services);

        Assert.Throws<ArgumentException>(() => world.Run.Run(async () => await twice.SendAsync(TsigDatagramWorld.Question)));
    }

    [Fact]
    public void What_it_wraps_is_disposed_and_the_key_is_not()
    {
        FakeTransport inner = new(request => DnsResponse.For(request, Rcode.NoError));
        TsigTransport transport = new(inner, SampleKey.Good);
        TsigDatagramWorld world = new();

        world.Run.Run(async () => await transport.DisposeAsync());

        Assert.True(inner.IsDisposed);
        Assert.Equal(Rcode.NoError, world.Ask().Rcode);
    }

    /// <summary>An old answer with the ID and the letter case of another query.</summary>
    private static byte[] AsIfTo(byte[] query, byte[] answer)
    {
        int end = DnsHeader.Length + TsigDatagramWorld.Question.Question!.Value.Name.Length;
        return [.. query[..2], .. answer[2..DnsHeader.Length], .. query[DnsHeader.Length..end], .. answer[end..]];
    }
}
