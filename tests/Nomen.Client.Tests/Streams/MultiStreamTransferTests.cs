using System.Net.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

/// <summary>Transfers, each on a connection of its own.</summary>
public sealed class MultiStreamTransferTests
{
    [Theory]
    [InlineData(4, null)]
    [InlineData(1, 1)]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.MaxTransfers))]
    public void No_more_run_at_the_same_time_and_the_next_starts_when_one_ends(int expected, int? set)
    {
        var multi = new VirtualMultiStream(options: set is { } places ? new() { MaxTransfers = places } : null);
        Task<int>[] transfers = [.. Enumerable.Range(0, expected + 1).Select(_ => Transfer(multi))];
        int atFirst = multi.Peers.Count;

        multi.Act(() => Answer(multi.Peers[0]));

        Assert.Equal(1, VirtualStream.Ended(transfers[0]));
        Assert.Equal([expected, expected + 1], new[] { atFirst, multi.Peers.Count });
        Assert.Equal(expected, multi.Transport.Statistics.Transfers);
    }

    [Fact]
    public void One_that_waits_too_long_for_a_place_says_that_there_are_too_many()
    {
        var multi = new VirtualMultiStream(options: new() { MaxTransfers = 1 });
        _ = Transfer(multi);
        Task<int> waiting = Transfer(multi);

        multi.Advance(4.99);
        bool waitedSoLong = !waiting.IsCompleted;
        multi.Advance(0.01);

        Assert.True(waitedSoLong);
        Assert.Equal(TransportFailure.Overloaded, VirtualStream.Failed(waiting).Failure);
    }

    [Fact]
    public void One_that_waits_for_a_place_can_be_cancelled_and_leaves_it_to_the_next()
    {
        var multi = new VirtualMultiStream(options: new() { MaxTransfers = 1 });
        using var source = new CancellationTokenSource();
        _ = Transfer(multi);
        Task<int> cancelled = Transfer(multi, cancellationToken: source.Token);
        Task<int> next = Transfer(multi);

        multi.Act(source.Cancel);
        multi.Act(() => Answer(multi.Peers[0]));
        multi.Act(() => Answer(multi.Peers[1]));

        Assert.True(cancelled.IsCanceled);
        Assert.Equal(1, VirtualStream.Ended(next));
    }

    [Fact]
    public void Disposing_ends_those_that_run_and_those_that_wait()
    {
        var multi = new VirtualMultiStream(options: new() { MaxTransfers = 1 });
        Task<int>[] transfers = [Transfer(multi), Transfer(multi)];

        multi.Dispose();

        Assert.All(transfers, task => Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(task).Failure));
        Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(Transfer(multi)).Failure);
        Assert.Equal(0, multi.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void A_connection_that_ends_before_the_first_message_is_replaced()
    {
        int queries = 0;
        var multi = new VirtualMultiStream((peer, query) => AnswerOrEnd(peer, query, ends: ++queries == 1));

        Assert.Equal(1, VirtualStream.Ended(Transfer(multi)));
        Assert.Equal([true, true], multi.Peers.Select(peer => peer.IsDisposed));
    }

    [Fact]
    public void It_is_replaced_once_and_no_more()
    {
        var multi = new VirtualMultiStream((peer, query) => AnswerOrEnd(peer, query, ends: true));

        DnsTransportException e = VirtualStream.Failed(Transfer(multi));

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
        Assert.Equal(2, multi.Peers.Count);
    }

    [Fact]
    public void A_connection_that_ends_after_the_first_message_is_not()
    {
        var multi = new VirtualMultiStream((peer, query) =>
        {
            peer.Reply(Replies.Zone(query, "soa 1", "a"));
            peer.End();
        });

        Assert.Equal(TransportFailure.ConnectionClosed, VirtualStream.Failed(Transfer(multi)).Failure);
        Assert.Single(multi.Peers);
    }

    [Fact]
    public void Fails_at_once_with_the_cause_when_no_connection_can_be_opened()
    {
        var multi = new VirtualMultiStream();
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);

        DnsTransportException e = VirtualStream.Failed(Transfer(multi));

        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
        Assert.Same(multi.Connector.Failure, e.InnerException);
        Assert.Equal(1, multi.Transport.Statistics.FailedConnects);
    }

    [Fact]
    public void One_that_may_wait_is_served_when_the_server_comes_up()
    {
        var multi = new VirtualMultiStream((peer, query) => AnswerOrEnd(peer, query, ends: false), new() { MaxConnectAttempts = 10 });
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);
        Task<int> transfer = Transfer(multi);

        multi.Advance(1);
        multi.Connector.Failure = null;
        multi.Advance(1);

        Assert.Equal(1, VirtualStream.Ended(transfer));
    }

    [Fact]
    public void Leaving_the_enumeration_gives_connection_and_place_back()
    {
        var multi = new VirtualMultiStream((peer, query) => peer.Reply(Replies.Zone(query, "soa 1", "a")), new() { MaxTransfers = 1 });

        Assert.Equal(1, VirtualStream.Ended(Transfer(multi, most: 1)));
        Assert.Equal(1, VirtualStream.Ended(Transfer(multi, most: 1)));

        Assert.Equal([true, true], multi.Peers.Select(peer => peer.IsDisposed));
    }

    [Fact]
    public void A_slow_reader_holds_up_no_request()
    {
        var multi = new VirtualMultiStream();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> transfer = Transfer(multi, gate: gate.Task);
        multi.Act(() => multi.Peers[0].Reply(Replies.Zone(multi.Peers[0].Queries[0], "soa 1", "a")));
        Task<DnsResponse> other = multi.Send();

        multi.Act(() => multi.Peers[1].Reply(Replies.To(multi.Peers[1].Queries[0])));

        VirtualStream.Ended(other);
        Assert.False(transfer.IsCompleted);
    }

    private static void Answer(ScriptedConnection peer) => peer.Reply(Replies.Zone(peer.Queries[0], "soa 1", "a", "soa 1"));

    private static void AnswerOrEnd(ScriptedConnection peer, byte[] query, bool ends)
    {
        if (ends)
        {
            peer.End();
            return;
        }

        peer.Reply(Replies.Zone(query, "soa 1", "a", "soa 1"));
    }

    private static Task<int> Transfer(VirtualMultiStream multi, int most = int.MaxValue, Task? gate = null, CancellationToken cancellationToken = default) => multi.Start(async () =>
    {
        int responses = 0;
        await foreach (DnsResponse _ in multi.Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR), cancellationToken))
        {
            responses++;
            await (gate ?? Task.CompletedTask);
            if (responses == most)
            {
                break;
            }
        }

        return responses;
    });
}
