using Nomen.Client.Tests.Streams;
using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Transfers;

/// <summary>Transfers over connections of their own: slow readers, stalled senders, cancellation, leaving early.</summary>
public sealed class TransferConnectionTests
{
    private static readonly DnsRequest Axfr = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);

    /// <summary>Messages of some 24 kB: two mebibytes of them, twice what a shared connection keeps for a slow reader.</summary>
    private const int ManyMessages = 90;

    [Fact]
    public void A_reader_however_slow_gets_all_of_it_and_holds_up_nobody()
    {
        var multi = new VirtualMultiStream(Serve);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<long> transfer = multi.Start(() => CountAsync(multi, gate.Task));

        // A minute without reading: far more than the time between two messages.
        multi.Advance(60);
        VirtualStream.Ended(multi.Send());
        multi.Act(gate.SetResult);

        Assert.Equal((ManyMessages * 1500) + 3, VirtualStream.Ended(transfer));
    }

    [Fact]
    public void While_the_reader_is_behind_the_connection_is_not_read()
    {
        var multi = new VirtualMultiStream(Serve);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<long> transfer = multi.Start(() => CountAsync(multi, gate.Task));

        int unread = multi.Peers[0].Unread;
        multi.Act(gate.SetResult);

        Assert.InRange(unread, ManyMessages / 2, ManyMessages - 1);
        Assert.Equal(0, multi.Peers[0].Unread);
        VirtualStream.Ended(transfer);
    }

    [Fact]
    public void Disposing_the_transport_ends_a_transfer_whose_reader_is_behind()
    {
        var multi = new VirtualMultiStream(Serve);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<long> transfer = multi.Start(() => CountAsync(multi, gate.Task));

        multi.Dispose();
        multi.Act(gate.SetResult);

        Assert.True(multi.Peers[0].IsDisposed);
        Assert.IsType<TransferException>(transfer.Exception?.InnerException);
    }

    [Fact]
    public void A_server_that_falls_silent_is_given_up_after_the_time_between_messages()
    {
        var multi = new VirtualMultiStream((peer, query) => peer.Reply(Replies.Zone(query, "soa 1", "a")));
        Task<long> transfer = multi.Start(() => CountAsync(multi, Task.CompletedTask));

        multi.Advance(10);

        TransferException e = Assert.IsType<TransferException>(transfer.Exception?.InnerException);
        Assert.Equal(TransferFailure.Incomplete, e.Failure);
        Assert.Equal(TransportFailure.Timeout, Assert.IsType<DnsTransportException>(e.InnerException).Failure);
        Assert.True(multi.Peers[0].IsDisposed);
    }

    [Fact]
    public void A_server_that_closes_in_the_middle_leaves_it_incomplete()
    {
        var multi = new VirtualMultiStream((peer, query) =>
        {
            peer.Reply(Replies.Zone(query, "soa 1", "a"));
            peer.End();
        });

        Task<long> transfer = multi.Start(() => CountAsync(multi, Task.CompletedTask));

        Assert.Equal(TransferFailure.Incomplete, Assert.IsType<TransferException>(transfer.Exception?.InnerException).Failure);
    }

    [Fact]
    public void Leaving_early_frees_the_connection()
    {
        var multi = new VirtualMultiStream(Serve);

        Task<string> first = multi.Start(async () =>
        {
            await foreach (TransferEvent happened in ZoneTransfer.AxfrAsync(multi.Transport, ScriptedTransfer.Zone))
            {
                return happened.GetType().Name;
            }

            return "none";
        });

        Assert.Equal("Begin", VirtualStream.Ended(first));
        Assert.True(multi.Peers[0].IsDisposed);
    }

    [Fact]
    public void Cancelling_frees_the_connection()
    {
        var multi = new VirtualMultiStream();
        using var source = new CancellationTokenSource();
        Task<long> transfer = multi.Start(() => CountAsync(multi, Task.CompletedTask, source.Token));

        multi.Act(source.Cancel);

        Assert.True(transfer.IsCanceled);
        Assert.True(multi.Peers[0].IsDisposed);
    }

    private static void Serve(ScriptedConnection peer, byte[] query)
    {
        if (DnsMessage.Parse(query).Question!.Value.Type != DnsType.AXFR)
        {
            peer.Reply(Replies.To(query));
            return;
        }

        byte[] middle = Replies.Zone(query, [.. Enumerable.Repeat("a", 1500)]);
        peer.Reply(Replies.Zone(query, "soa 1", "a"));
        for (int i = 0; i < ManyMessages; i++)
        {
            peer.Reply(middle);
        }

        peer.Reply(Replies.Zone(query, "soa 1"));
    }

    private static async Task<long> CountAsync(VirtualMultiStream multi, Task gate, CancellationToken cancellationToken = default)
    {
        long records = 0;
        await foreach (TransferMessage message in ZoneTransfer.ReadAsync(multi.Transport, Axfr, services: new() { TimeProvider = multi.Run.Time }, cancellationToken: cancellationToken))
        {
            records = message.Summary?.Records ?? records;
            await gate;
        }

        return records;
    }
}
