using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Signed requests and transfers over a connection.</summary>
public sealed class TsigStreamTests
{
    [Fact]
    [Rfc(8945, "5.4")]
    public void The_genuine_reply_after_a_forged_one_is_taken()
    {
        TsigStreamWorld world = new(static (peer, connection, query) =>
        {
            connection.Reply(Replies.To(query));
            connection.Reply(peer.Answer(query));
        });

        DnsResponse response = VirtualStream.Ended(world.Ask());

        Assert.Equal(1, response.Message.Answers.Count);
        Assert.False(response.Message.View.HasTsig);
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void A_time_out_tells_how_many_signatures_did_not_hold()
    {
        TsigStreamWorld world = new(static (_, connection, query) => connection.Reply(Replies.To(query)));
        Task<DnsResponse> pending = world.Ask();

        world.Advance(10);

        Assert.Equal("1 reply without a valid signature was dropped", VirtualStream.Failed(pending).Error.Detail);
    }

    [Fact]
    public void A_refused_signature_is_an_exception_at_once()
    {
        TsigStreamWorld world = new(static (peer, connection, query) => connection.Reply(peer.Answer(query)), SampleKey.Wrong);

        Task<DnsResponse> refused = world.Ask();

        Assert.Equal(Rcode.BadVers, Assert.IsType<TsigException>(refused.Exception?.InnerException).Error);
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void A_transfer_of_signed_messages_is_yielded_without_signatures()
    {
        TsigStreamWorld world = new(static (peer, connection, query) => ReplyAll(connection, peer.Zone(query, 1, 0, 0, 1)));
        List<DnsResponse> received = [];

        VirtualStream.Ended(world.Transfer(received));

        Assert.Equal(4, received.Count);
        Assert.All(received, static response => Assert.False(response.Message.View.HasTsig));
    }

    [Fact]
    public void A_forged_first_message_of_a_transfer_is_dropped()
    {
        TsigStreamWorld world = new(static (peer, connection, query) =>
        {
            connection.Reply(Replies.Zone(query, "soa 7", "a"));
            ReplyAll(connection, peer.Zone(query, 1, 0, 1));
        });
        List<DnsResponse> received = [];

        VirtualStream.Ended(world.Transfer(received));

        Assert.Equal(3, received.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Rfc(8945, "5.3.1")]
    public void A_changed_message_fails_the_transfer_and_nothing_of_it_is_yielded(int which)
    {
        TsigStreamWorld world = new((peer, connection, query) =>
        {
            byte[][] messages = peer.Zone(query, 1, 0, 0, 1);
            messages[which][^7] ^= 1;
            ReplyAll(connection, messages);
        });
        List<DnsResponse> received = [];
        Task transfer = world.Transfer(received);

        Assert.Equal(TransportFailure.Protocol, VirtualStream.Failed(transfer).Failure);
        Assert.Equal(which, received.Count);
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void Unsigned_messages_are_yielded_once_a_signature_has_covered_them()
    {
        TsigStreamWorld world = new((peer, connection, query) =>
        {
            OldSigner signer = new(query, peer.Zone(query, 1)[0]);
            connection.Reply(signer.First);
            connection.Reply(signer.Unsigned("a"));
            connection.Reply(signer.Unsigned("a"));
            connection.Reply(signer.Signed("soa 1"));
        });
        List<DnsResponse> received = [];

        VirtualStream.Ended(world.Transfer(received));

        Assert.Equal(4, received.Count);
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void An_unsigned_message_that_no_signature_covers_is_not_yielded()
    {
        TsigStreamWorld world = new((peer, connection, query) =>
        {
            OldSigner signer = new(query, peer.Zone(query, 1)[0]);
            connection.Reply(signer.First);
            connection.Reply(Replies.Zone(query, "a"));
            connection.Reply(signer.Signed("soa 1"));
        });
        List<DnsResponse> received = [];
        Task transfer = world.Transfer(received);

        Assert.Equal(TransportFailure.Protocol, VirtualStream.Failed(transfer).Failure);
        Assert.Single(received);
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void The_last_message_of_a_transfer_is_signed()
    {
        TsigStreamWorld world = new((peer, connection, query) =>
        {
            connection.Reply(peer.Zone(query, 1)[0]);
            connection.Reply(Replies.Zone(query, "soa 1"));
        });
        List<DnsResponse> received = [];
        Task transfer = world.Transfer(received);

        Assert.Equal(TransportFailure.Protocol, VirtualStream.Failed(transfer).Failure);
        Assert.Single(received);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [Rfc(8945, "5.3.1")]
    public void Ninety_nine_messages_in_a_row_may_be_unsigned(int unsigned, bool isTooMany)
    {
        TsigStreamWorld world = new((peer, connection, query) =>
        {
            OldSigner signer = new(query, peer.Zone(query, 1)[0]);
            connection.Reply(signer.First);
            ReplyAll(connection, [.. Enumerable.Range(0, unsigned).Select(_ => signer.Unsigned("a"))]);
            connection.Reply(signer.Signed("soa 1"));
        });
        List<DnsResponse> received = [];

        Task transfer = world.Transfer(received);

        Assert.Equal((isTooMany, isTooMany ? 1 : unsigned + 2), (transfer.IsFaulted, received.Count));
    }

    [Fact]
    [Rfc(8945, "5.4.3")]
    public void A_transfer_from_a_server_with_another_clock_is_begun_once_more()
    {
        TsigStreamWorld world = new(static (peer, connection, query) =>
        {
            peer.Ahead = TimeSpan.FromHours(1);
            ReplyAll(connection, peer.Zone(query, 1, 0, 1));
        });
        List<DnsResponse> received = [];

        VirtualStream.Ended(world.Transfer(received));

        Assert.Equal(3, received.Count);
    }

    [Fact]
    public void A_refused_transfer_is_an_exception()
    {
        TsigStreamWorld world = new(static (peer, connection, query) => ReplyAll(connection, peer.Zone(query, 1)), SampleKey.Unknown);

        Task transfer = world.Transfer([]);

        Assert.Equal(Rcode.BadKey, Assert.IsType<TsigException>(transfer.Exception?.InnerException).Error);
    }

    [Fact]
    public void A_transfer_needs_a_transport_that_streams()
    {
        TsigTransport transport = new(new FakeTransport(request => DnsResponse.For(request, Rcode.NoError)), SampleKey.Good);

        Assert.Throws<NotSupportedException>(() => transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR)));
    }

    private static void ReplyAll(ScriptedConnection connection, byte[][] messages)
    {
        foreach (byte[] message in messages)
        {
            connection.Reply(message);
        }
    }
}
