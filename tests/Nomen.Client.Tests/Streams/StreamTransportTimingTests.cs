using Nomen.Client.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

/// <summary>Deadlines, idleness and edns-tcp-keepalive, in virtual time.</summary>
public sealed class StreamTransportTimingTests
{
    [Theory]
    [InlineData(5, null)]
    [InlineData(0.5, 0.5)]
    [InlineData(60, 60.0)]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.ResponseTimeout))]
    public void A_silent_peer_is_given_up_after_the_response_timeout(double expected, double? set)
    {
        var stream = new VirtualStream(options: set is { } s ? new StreamTransportOptions { ResponseTimeout = TimeSpan.FromSeconds(s) } : null);
        Task<DnsResponse> pending = stream.Send();

        stream.Advance(expected - 0.01);
        bool waitedSoLong = !pending.IsCompleted;
        stream.Advance(0.01);

        Assert.True(waitedSoLong);
        DnsTransportException e = VirtualStream.Failed(pending);
        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Equal(1, e.Attempts);
    }

    [Fact]
    public void Traffic_of_other_requests_does_not_move_a_deadline()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            if (DnsMessage.Parse(query).Question!.Value.Name.ToString() != "lost.example.")
            {
                peer.Reply(Replies.To(query));
            }
        });
        Task<DnsResponse> lost = stream.Send("lost.example.");

        for (int i = 0; i < 10; i++)
        {
            stream.Advance(0.5);
            VirtualStream.Ended(stream.Send());
        }

        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(lost).Failure);
        Assert.Equal(5, stream.Seconds, 3);
    }

    [Fact]
    public void Each_request_has_a_deadline_of_its_own()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> early = stream.Send("a.example.");
        stream.Advance(3);
        Task<DnsResponse> late = stream.Send("b.example.");

        stream.Advance(2);
        bool lateWaits = !late.IsCompleted;
        stream.ReplyTo(1);

        VirtualStream.Failed(early);
        Assert.True(lateWaits);
        VirtualStream.Ended(late);
    }

    [Fact]
    public void A_peer_that_sends_an_octet_a_second_gains_no_time()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> pending = stream.Send();
        byte[] frame = Replies.Frame(Replies.To(stream.Peer.Queries[0]));

        for (int i = 0; i < 6 && !pending.IsCompleted; i++)
        {
            byte octet = frame[i];
            stream.Act(() => stream.Peer.Send(octet));
            stream.Advance(1);
        }

        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(pending).Failure);
        Assert.Equal(5, stream.Seconds, 3);
    }

    [Fact]
    public void The_deadline_of_the_query_holds_when_it_is_earlier()
    {
        var stream = new VirtualStream();
        var context = new QueryContext(stream.Run.Time, TimeSpan.FromSeconds(1));
        Task<DnsResponse> pending = stream.Send(Replies.Ask().With(context));

        stream.Advance(1);

        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(pending).Failure);
    }

    [Fact]
    public void The_response_timeout_counts_from_sending_not_from_connecting()
    {
        var stream = new VirtualStream();
        stream.Connector.Hold();
        Task<DnsResponse> pending = stream.Send();
        stream.Advance(4);
        stream.Act(stream.Connector.Release);

        stream.Advance(4);
        stream.ReplyTo(0);

        Assert.Equal(TimeSpan.FromSeconds(4), VirtualStream.Ended(pending).Elapsed);
    }

    [Fact]
    public void A_connector_that_never_ends_is_given_up_with_the_request()
    {
        var stream = new VirtualStream();
        stream.Connector.Hold();
        Task<DnsResponse> pending = stream.Send();

        stream.Advance(5);

        DnsTransportException e = VirtualStream.Failed(pending);
        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Equal(0, e.Attempts);
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(3, 3.0)]
    [InlineData(600, 600.0)]
    [Rfc(7766, "6.2.3")]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.IdleTimeout))]
    public void An_idle_connection_is_closed_after_the_idle_timeout(double expected, double? set)
    {
        var stream = new VirtualStream(VirtualStream.Echo, set is { } s ? new StreamTransportOptions { IdleTimeout = TimeSpan.FromSeconds(s) } : null);
        VirtualStream.Ended(stream.Send());

        stream.Advance(expected - 0.01);
        bool openBefore = !stream.Peer.IsDisposed;
        stream.Advance(0.01);

        Assert.True(openBefore);
        Assert.True(stream.Peer is { IsShutDown: true, IsDisposed: true });
        Assert.Contains("idle", VirtualStream.Failed(stream.Send()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_an_idle_timeout_of_zero_it_closes_when_nothing_is_outstanding()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { IdleTimeout = TimeSpan.Zero });
        Task<DnsResponse> first = stream.Send("a.example.");
        Task<DnsResponse> second = stream.Send("b.example.");

        stream.ReplyTo(0);
        bool openBetween = !stream.Peer.IsDisposed;
        stream.ReplyTo(1);

        VirtualStream.Ended(first);
        VirtualStream.Ended(second);
        Assert.True(openBetween);
        Assert.True(stream.Peer.IsDisposed);
    }

    [Fact]
    public void A_connection_in_use_is_not_idle()
    {
        var stream = new VirtualStream(VirtualStream.Echo);

        for (int i = 0; i < 5; i++)
        {
            stream.Advance(9);
            VirtualStream.Ended(stream.Send());
        }

        Assert.False(stream.Peer.IsDisposed);
    }

    [Fact]
    [Rfc(7828, "3.2.1")]
    public void Offers_keepalive_once_with_the_first_request_that_has_an_OPT()
    {
        var stream = new VirtualStream(VirtualStream.Echo);

        VirtualStream.Ended(stream.Send(Replies.Ask().With((EdnsRecord?)null)));
        VirtualStream.Ended(stream.Send());
        VirtualStream.Ended(stream.Send());

        Assert.Equal([false, true, false], stream.Peer.Queries.Select(OffersKeepalive));
        Assert.Null(DnsMessage.Parse(stream.Peer.Queries[0]).Edns);
    }

    [Fact]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.OfferKeepalive))]
    public void Does_not_offer_keepalive_when_told_not_to()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, option: Keepalive(0, 1))), new StreamTransportOptions { OfferKeepalive = false });

        VirtualStream.Ended(stream.Send());
        stream.Advance(9);

        Assert.False(OffersKeepalive(stream.Peer.Queries[0]));
        Assert.False(stream.Peer.IsDisposed);
    }

    [Fact]
    [Rfc(7828, "3.4")]
    public void The_servers_keepalive_replaces_the_idle_timeout()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, option: Keepalive(1, 44))));
        VirtualStream.Ended(stream.Send());

        stream.Advance(29.9);
        bool openBefore = !stream.Peer.IsDisposed;
        stream.Advance(0.1);

        Assert.True(openBefore);
        Assert.True(stream.Peer.IsDisposed);
    }

    [Fact]
    [Rfc(7828, "3.4")]
    public void A_keepalive_of_zero_closes_as_soon_as_nothing_is_outstanding()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, option: Keepalive(0, 0))));

        VirtualStream.Ended(stream.Send());

        Assert.True(stream.Peer.IsDisposed);
    }

    [Fact]
    [Rfc(7828, "3.4")]
    public void After_a_keepalive_of_zero_nothing_more_is_sent_and_what_is_outstanding_is_awaited()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> first = stream.Send("a.example.");
        Task<DnsResponse> second = stream.Send("b.example.");

        stream.Act(() => stream.Peer.Reply(Replies.To(stream.Peer.Queries[0], option: Keepalive(0, 0))));
        Task<DnsResponse> third = stream.Send("c.example.");
        stream.ReplyTo(1);

        VirtualStream.Ended(first);
        VirtualStream.Ended(second);
        Assert.Equal(TransportFailure.ConnectionClosed, VirtualStream.Failed(third).Failure);
        Assert.Equal(2, stream.Peer.Queries.Count);
        Assert.True(stream.Peer.IsDisposed);
    }

    [Theory]
    [InlineData(120, null)]
    [InlineData(20, 20.0)]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.KeepaliveLimit))]
    public void The_servers_keepalive_is_cut_to_the_limit(double expected, double? limit)
    {
        var options = limit is { } s ? new StreamTransportOptions { KeepaliveLimit = TimeSpan.FromSeconds(s) } : null;
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, option: Keepalive(255, 255))), options);
        VirtualStream.Ended(stream.Send());

        stream.Advance(expected - 0.1);
        bool openBefore = !stream.Peer.IsDisposed;
        stream.Advance(0.1);

        Assert.True(openBefore);
        Assert.True(stream.Peer.IsDisposed);
    }

    [Fact]
    public void Of_two_keepalive_options_the_first_counts()
    {
        byte[] two = [0, 20, 0, 11, 0, 2, 255, 255];
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, option: new UnknownOption(EdnsOptionCode.TcpKeepalive, two.AsMemory(0, 2)), moreOptions: two.AsMemory(2))));
        VirtualStream.Ended(stream.Send());

        stream.Advance(2);

        Assert.True(stream.Peer.IsDisposed);
    }

    private static UnknownOption Keepalive(byte high, byte low) => new(EdnsOptionCode.TcpKeepalive, new[] { high, low });

    private static bool OffersKeepalive(byte[] query) =>
        DnsMessage.Parse(query).View.TryGetEdns(out EdnsView edns) && edns.TryGetOption(EdnsOptionCode.TcpKeepalive, out ReadOnlySpan<byte> data) && data.IsEmpty;
}
