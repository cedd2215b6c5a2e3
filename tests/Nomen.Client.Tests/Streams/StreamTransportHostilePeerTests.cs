using System.Net.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>Peers that lie, break off, or send what nobody asked for.</summary>
public sealed class StreamTransportHostilePeerTests
{
    private static readonly DnsQuestion OtherName = new(DomainName.Parse("other.example."), DnsType.A);
    private static readonly DnsQuestion OtherType = new(DomainName.Parse("example.com."), DnsType.MX);
    private static readonly DnsQuestion OtherClass = new(DomainName.Parse("example.com."), DnsType.A, DnsClass.CH);

    [Fact]
    [Rfc(7766, "7")]
    public void Wrong_replies_before_the_true_one_are_dropped()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            byte[] wrongId = Replies.To(query);
            wrongId[0] ^= 1;
            byte[] notAResponse = Replies.To(query, flags: DnsFlags.RD);
            byte[] wrongOpcode = Replies.To(query);
            wrongOpcode[2] |= 0x20;
            byte[] noQuestion = [.. Replies.To(query)[..4], .. new byte[8]];
            foreach (byte[] reply in (byte[][])[wrongId, notAResponse, wrongOpcode, noQuestion, Replies.To(query, question: OtherName), Replies.To(query, question: OtherType), Replies.To(query, question: OtherClass), [1, 2, 3]])
            {
                peer.Reply(reply);
            }

            peer.Reply(Replies.To(query, Rcode.NxDomain));
        });

        Assert.Equal(Rcode.NxDomain, VirtualStream.Ended(stream.Send()).Rcode);
    }

    [Fact]
    [Rfc(9619, "4")]
    public void A_bare_error_without_a_question_answers()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply([.. query[..2], 0x80, 0x01, .. new byte[8]]));

        Assert.Equal(Rcode.FormErr, VirtualStream.Ended(stream.Send()).Rcode);
    }

    [Fact]
    public void Unasked_replies_never_reach_a_later_request()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.To(query, question: OtherName));
            peer.Reply(Replies.To(query));
        });
        VirtualStream.Ended(stream.Send());

        DnsResponse later = VirtualStream.Ended(stream.Send("other.example."));

        Assert.Equal("other.example.", later.Message.Question!.Value.Name.ToString());
        Assert.Equal(2, stream.Peer.Queries.Count);
    }

    [Fact]
    public void Doubled_replies_harm_nobody()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.To(query));
            peer.Reply(Replies.To(query));
        });

        for (int i = 0; i < 40; i++)
        {
            Assert.Equal($"n{i}.example.", VirtualStream.Ended(stream.Send($"n{i}.example.")).Message.Question!.Value.Name.ToString());
        }
    }

    [Fact]
    public void Empty_and_short_frames_are_dropped()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Send(0, 0);
            peer.Send(0, 1, 7);
            peer.Send(0, 0, 0, 0);
            peer.Reply(Replies.To(query));
        });

        VirtualStream.Ended(stream.Send());
    }

    [Fact]
    public void After_a_hundred_messages_that_fit_nothing_it_takes_no_more_requests_and_drains()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> first = stream.Send("a.example.");
        Task<DnsResponse> second = stream.Send("b.example.");
        stream.Act(() => SendJunk(stream.Peer, 101));

        DnsTransportException refused = VirtualStream.Failed(stream.Send("c.example."));
        stream.ReplyTo(0);
        bool openBefore = !stream.Peer.IsDisposed;
        stream.ReplyTo(1);

        Assert.Equal(TransportFailure.Protocol, refused.Failure);
        Assert.True(openBefore);
        Assert.True(stream.Peer.IsDisposed);
        VirtualStream.Ended(first);
        VirtualStream.Ended(second);
    }

    [Fact]
    public void A_hundred_messages_that_fit_nothing_are_borne()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> pending = stream.Send();

        stream.Act(() => SendJunk(stream.Peer, 100));
        stream.ReplyTo(0);

        VirtualStream.Ended(pending);
        Assert.False(stream.Send().IsCompleted);
    }

    [Fact]
    public void A_reply_and_the_end_in_one_segment_give_the_reply()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.To(query));
            peer.End();
        });

        VirtualStream.Ended(stream.Send());

        Assert.Equal(TransportFailure.ConnectionClosed, VirtualStream.Failed(stream.Send()).Failure);
    }

    [Fact]
    public void The_end_right_after_the_query_fails_it()
    {
        var stream = new VirtualStream((peer, _) => peer.End());

        DnsTransportException e = VirtualStream.Failed(stream.Send());

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
        Assert.Equal("tcp://192.0.2.53:53", e.Upstream);
        Assert.Equal("example.com.", e.Question!.Value.Name.ToString());
        Assert.Equal(1, e.Attempts);
    }

    [Fact]
    public void The_end_in_the_middle_of_a_message_fails_all_and_says_so()
    {
        var stream = new VirtualStream();
        Task<DnsResponse>[] pending = [stream.Send("a.example."), stream.Send("b.example.")];

        stream.Act(() =>
        {
            stream.Peer.Send(0x10, 0x00, 1, 2, 3);
            stream.Peer.End();
        });

        Assert.All(pending, task => Assert.Contains("middle of a message", VirtualStream.Failed(task).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reset_fails_all_with_the_cause()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> pending = stream.Send();

        stream.Act(() => stream.Peer.Break(new SocketException((int)SocketError.ConnectionReset)));

        DnsTransportException e = VirtualStream.Failed(pending);
        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
        Assert.IsType<SocketException>(e.InnerException);
        Assert.True(stream.Peer.IsDisposed);
    }

    [Fact]
    public void A_failed_write_ends_the_connection()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        VirtualStream.Ended(stream.Send());
        stream.Peer.FailWrites(new IOException("broken pipe"));

        DnsTransportException e = VirtualStream.Failed(stream.Send());

        Assert.Equal(TransportFailure.Network, e.Failure);
        Assert.IsType<IOException>(e.InnerException);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, TransportFailure.ConnectionRefused)]
    [InlineData(SocketError.NetworkUnreachable, TransportFailure.Unreachable)]
    [InlineData(SocketError.TimedOut, TransportFailure.ConnectTimeout)]
    [InlineData(SocketError.AccessDenied, TransportFailure.Network)]
    public void A_failure_to_connect_fails_all_with_the_cause(SocketError error, TransportFailure failure)
    {
        var stream = new VirtualStream();
        stream.Connector.Failure = new SocketException((int)error);

        DnsTransportException e = VirtualStream.Failed(stream.Send());

        Assert.Equal(failure, e.Failure);
        Assert.Equal(0, e.Attempts);
        Assert.Same(stream.Connector.Failure, e.InnerException);
    }

    [Fact]
    public void A_connection_that_has_ended_is_not_opened_again()
    {
        var stream = new VirtualStream((peer, _) => peer.End());
        VirtualStream.Failed(stream.Send());

        DnsTransportException e = VirtualStream.Failed(stream.Send());

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
        Assert.Equal(1, stream.Connector.Attempts);
    }

    private static void SendJunk(ScriptedConnection peer, int count)
    {
        byte[] query = (byte[])peer.Queries[0].Clone();
        query[0] ^= 0x80;
        for (int i = 0; i < count; i++)
        {
            peer.Reply(Replies.To(query));
        }
    }
}
