using System.Net.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

public sealed class MultiStreamTransportTests
{
    private static readonly StreamTransportOptions OneAtATime = new() { MaxInFlight = 1, QueueLimit = 2 };

    [Fact]
    [Rfc(7766, "6.2.1")]
    public void Reuses_one_connection()
    {
        var multi = new VirtualMultiStream(VirtualStream.Echo);

        VirtualStream.Ended(multi.Send("a.example."));
        VirtualStream.Ended(multi.Send("b.example."));

        Assert.Single(multi.Peers);
    }

    [Fact]
    public void Opens_another_after_idleness_closed_the_first()
    {
        var multi = new VirtualMultiStream(VirtualStream.Echo);
        VirtualStream.Ended(multi.Send());
        multi.Advance(10);
        bool closed = multi.Peers[0].IsDisposed;

        VirtualStream.Ended(multi.Send());

        Assert.True(closed);
        Assert.Equal(2, multi.Peers.Count);
    }

    [Fact]
    [Rfc(7766, "6.2.4")]
    public void A_request_that_died_with_a_connection_in_use_is_sent_once_more()
    {
        int queries = 0;
        var multi = new VirtualMultiStream((peer, query) =>
        {
            if (++queries == 2)
            {
                peer.End();
                return;
            }

            peer.Reply(Replies.To(query));
        });
        VirtualStream.Ended(multi.Send());

        DnsResponse response = VirtualStream.Ended(multi.Send());

        Assert.Equal(2, response.Attempts);
        Assert.Equal(2, multi.Peers.Count);
    }

    [Fact]
    public void A_request_that_died_twice_fails()
    {
        int queries = 0;
        var multi = new VirtualMultiStream((peer, query) =>
        {
            if (++queries > 1)
            {
                peer.End();
                return;
            }

            peer.Reply(Replies.To(query));
        });
        VirtualStream.Ended(multi.Send());

        DnsTransportException e = VirtualStream.Failed(multi.Send());

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
        Assert.Equal(2, e.Attempts);
        Assert.Equal(3, queries);
    }

    [Fact]
    public void A_request_that_died_with_a_new_connection_fails_when_no_other_works()
    {
        var multi = new VirtualMultiStream((peer, _) => peer.End());

        DnsTransportException e = VirtualStream.Failed(multi.Send());

        Assert.Equal(1, e.Attempts);
        Assert.Single(multi.Peers);
    }

    [Fact]
    public void Requests_that_waited_on_a_connection_that_ended_move_to_another()
    {
        var multi = new VirtualMultiStream(options: new MultiStreamTransportOptions { MaxConnections = 1, Stream = OneAtATime });
        _ = multi.Send("a.example.");
        Task<DnsResponse> waiting = multi.Send("b.example.");

        multi.Act(multi.Peers[0].End);
        multi.Act(() => multi.Peers[1].Reply(Replies.To(multi.Peers[1].Queries[0])));

        Assert.Equal("b.example.", VirtualStream.Ended(waiting).Message.Question!.Value.Name.ToString());
    }

    [Fact]
    public void A_failure_to_connect_is_told_at_once_with_its_cause()
    {
        var multi = new VirtualMultiStream(options: new MultiStreamTransportOptions { Stream = OneAtATime });
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);

        DnsTransportException e = VirtualStream.Failed(multi.Send());

        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
        Assert.Same(multi.Connector.Failure, e.InnerException);
        Assert.Equal(1, multi.Connector.Attempts);
    }

    [Fact]
    public void Connects_again_after_a_failure_to_connect()
    {
        var multi = new VirtualMultiStream(VirtualStream.Echo);
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);
        VirtualStream.Failed(multi.Send());
        multi.Connector.Failure = null;
        multi.Advance(0.25);

        VirtualStream.Ended(multi.Send());
    }

    [Theory]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.MaxConnections))]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.Stream))]
    [InlineData(4, null)]
    [InlineData(2, 2)]
    [Rfc(7766, "6.2.2")]
    public void Opens_another_only_when_all_are_full_and_never_too_many(int expected, int? set)
    {
        var options = new MultiStreamTransportOptions { Stream = OneAtATime };
        var multi = new VirtualMultiStream(options: set is { } max ? options with { MaxConnections = max } : options);

        List<int> connections = [];
        for (int i = 0; i < expected + 3; i++)
        {
            _ = multi.Send($"n{i}.example.");
            connections.Add(multi.Peers.Count);
        }

        Assert.Equal(Enumerable.Range(1, expected).Concat([expected, expected, expected]), connections);
    }

    [Fact]
    public void The_shortest_queue_takes_the_next_and_the_last_place_overloads()
    {
        var multi = new VirtualMultiStream(options: new MultiStreamTransportOptions { MaxConnections = 2, Stream = OneAtATime });
        Task<DnsResponse>[] pending = [.. Enumerable.Range(0, 6).Select(i => multi.Send($"n{i}.example."))];

        DnsTransportException e = VirtualStream.Failed(multi.Send());

        Assert.Equal(TransportFailure.Overloaded, e.Failure);
        Assert.DoesNotContain(pending, task => task.IsCompleted);
    }

    [Theory]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.Timeout))]
    [InlineData(5, null)]
    [InlineData(1, 1.0)]
    public void One_timeout_holds_for_connecting_and_all_attempts(double expected, double? set)
    {
        var options = new MultiStreamTransportOptions { ConnectTimeout = TimeSpan.FromSeconds(600), Stream = new() { ResponseTimeout = TimeSpan.FromSeconds(600) } };
        var multi = new VirtualMultiStream(options: set is { } s ? options with { Timeout = TimeSpan.FromSeconds(s) } : options);
        multi.Connector.Hold();
        Task<DnsResponse> pending = multi.Send();
        multi.Advance(expected / 2);
        multi.Act(multi.Connector.Release);

        multi.Advance((expected / 2) - 0.01);
        bool waitedSoLong = !pending.IsCompleted;
        multi.Advance(0.01);

        Assert.True(waitedSoLong);
        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(pending).Failure);
    }

    [Fact]
    public void A_connection_that_went_silent_is_not_used_again()
    {
        bool silent = false;
        var multi = new VirtualMultiStream((peer, query) =>
        {
            if (!silent)
            {
                peer.Reply(Replies.To(query));
            }
        });
        VirtualStream.Ended(multi.Send());
        silent = true;
        Task<DnsResponse> lost = multi.Send();
        multi.Advance(5);
        silent = false;

        VirtualStream.Ended(multi.Send());

        VirtualStream.Failed(lost);
        Assert.Equal(2, multi.Peers.Count);
        Assert.True(multi.Peers[0].IsDisposed);
    }

    [Fact]
    public void A_lost_request_on_a_live_connection_keeps_the_connection()
    {
        var multi = new VirtualMultiStream((peer, query) =>
        {
            if (query.Length % 2 == 0)
            {
                peer.Reply(Replies.To(query));
            }
        });
        Task<DnsResponse>[] tasks = [multi.Send("a.example."), multi.Send("aa.example.")];
        multi.Advance(4);
        tasks = [.. tasks, multi.Send("a.example."), multi.Send("aa.example.")];
        multi.Advance(1);

        tasks = [.. tasks, multi.Send("a.example."), multi.Send("aa.example.")];

        Assert.Single(multi.Peers);
        Assert.Contains(tasks[..2], task => task.IsFaulted);
    }

    [Fact]
    public void Cancelling_one_harms_no_other()
    {
        var multi = new VirtualMultiStream();
        using var source = new CancellationTokenSource();
        Task<DnsResponse> cancelled = multi.Send("a.example.", source.Token);
        Task<DnsResponse> other = multi.Send("b.example.");

        multi.Act(source.Cancel);
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[1])));

        Assert.True(cancelled.IsCanceled);
        VirtualStream.Ended(other);
    }

    [Fact]
    public void A_transfer_has_a_connection_of_its_own_that_ends_with_it()
    {
        var multi = new VirtualMultiStream((peer, query) => peer.Reply(Replies.Zone(query, "soa 1", "a", "soa 1")));
        Task<DnsResponse> other = multi.Send();

        Task<int> transfer = multi.Start(async () =>
        {
            int responses = 0;
            await foreach (DnsResponse _ in multi.Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR)))
            {
                responses++;
            }

            return responses;
        });

        Assert.Equal(1, VirtualStream.Ended(transfer));
        Assert.Equal([false, true], multi.Peers.Select(peer => peer.IsDisposed));
        VirtualStream.Ended(other);
    }

    [Fact]
    public void Disposing_ends_everything()
    {
        var multi = new VirtualMultiStream(options: new MultiStreamTransportOptions { Stream = OneAtATime });
        Task<DnsResponse>[] pending = [multi.Send("a.example."), multi.Send("b.example.")];

        multi.Dispose();

        Assert.All(pending, task => Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(task).Failure));
        Assert.All(multi.Peers, peer => Assert.True(peer.IsDisposed));
        Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(multi.Send()).Failure);
        Assert.Equal(0, multi.Run.Time.ActiveTimerCount);
    }
}
