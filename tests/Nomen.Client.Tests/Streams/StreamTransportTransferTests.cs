using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

/// <summary>Zone transfers on a bare connection that others share.</summary>
public sealed class StreamTransportTransferTests
{
    [Fact]
    [Rfc(5936, "2.2")]
    public void Yields_every_message_to_the_end()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.Zone(query, "soa 1", "a"));
            peer.Reply(Replies.Zone(query, "a", "a"));
            peer.Reply(Replies.Zone(query, "soa 1"));
        });

        Assert.Equal(3, VirtualStream.Ended(Transfer(stream)));
    }

    [Fact]
    [Rfc(5936, "2.2.1")]
    public void Later_messages_may_leave_the_question_out()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.Zone(query, "soa 1", "a"));
            peer.Reply(Replies.WithoutQuestion(Replies.Zone(query, "soa 1")));
        });

        Assert.Equal(2, VirtualStream.Ended(Transfer(stream)));
    }

    [Fact]
    [Rfc(5936, "2.2.1")]
    public void The_first_message_may_not()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.WithoutQuestion(Replies.Zone(query, "soa 1", "soa 1"))));
        Task<int> transfer = Transfer(stream);

        stream.Advance(10);

        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(transfer).Failure);
    }

    [Fact]
    public void An_error_response_is_yielded_and_ends_it()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, Rcode.Refused)));

        Assert.Equal(1, VirtualStream.Ended(Transfer(stream)));
    }

    [Fact]
    public void A_message_that_breaks_the_rules_fails_the_transfer_alone()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.Zone(query, "soa 1", "soa 2")));
        Task<DnsResponse> other = stream.Send();

        DnsTransportException e = VirtualStream.Failed(Transfer(stream));

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Contains("SOA", e.Message, StringComparison.Ordinal);
        VirtualStream.Ended(other);
        VirtualStream.Ended(stream.Send());
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(2, 2.0)]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.TransferTimeout))]
    public void The_timeout_counts_from_the_last_whole_message(double timeout, double? set)
    {
        var stream = new VirtualStream(options: set is { } s ? new StreamTransportOptions { TransferTimeout = TimeSpan.FromSeconds(s) } : null);
        Task<int> transfer = Transfer(stream);
        stream.Advance(timeout * 0.9);
        stream.Act(() => stream.Peer.Reply(Replies.Zone(stream.Peer.Queries[0], "soa 1", "a")));

        stream.Advance(timeout - 0.01);
        stream.Act(() => stream.Peer.Send(0));
        bool waitedSoLong = !transfer.IsCompleted;
        stream.Advance(0.01);

        Assert.True(waitedSoLong);
        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(transfer).Failure);
    }

    [Fact]
    public void A_reader_that_falls_a_mebibyte_behind_fails_its_own_transfer_only()
    {
        var stream = new VirtualStream();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> transfer = Transfer(stream, gate.Task);
        Task<DnsResponse> other = stream.Send();
        byte[] query = stream.Peer.Queries[0];
        stream.Act(() => stream.Peer.Reply(Replies.Zone(query, "soa 1", "a")));
        byte[] message = Replies.Zone(query, [.. Enumerable.Repeat("a", 1500)]);

        stream.Act(() => Enumerable.Range(0, 200).ToList().ForEach(_ => stream.Peer.Reply(message)));
        stream.ReplyTo(1);
        stream.Act(gate.SetResult);

        Assert.Equal(TransportFailure.Overloaded, VirtualStream.Failed(transfer).Failure);
        VirtualStream.Ended(other);
        Assert.Equal(0, stream.Transport.InFlight);
        Assert.False(stream.Send().IsCompleted);
    }

    [Fact]
    public void Cancelling_ends_it_and_its_later_messages_harm_nobody()
    {
        var stream = new VirtualStream();
        using var source = new CancellationTokenSource();
        Task<int> transfer = Transfer(stream, cancellationToken: source.Token);
        byte[] query = stream.Peer.Queries[0];
        stream.Act(() => stream.Peer.Reply(Replies.Zone(query, "soa 1", "a")));

        stream.Act(source.Cancel);
        stream.Act(() => Enumerable.Range(0, 300).ToList().ForEach(_ => stream.Peer.Reply(Replies.Zone(query, "a"))));
        Task<DnsResponse> other = stream.Send();
        stream.ReplyTo(1);

        Assert.True(transfer.IsCanceled);
        VirtualStream.Ended(other);
    }

    [Fact]
    public void Leaving_the_enumeration_gives_the_transfer_up()
    {
        var stream = new VirtualStream();
        Task<string> transfer = stream.Start(async () =>
        {
            await foreach (DnsResponse response in stream.Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR)))
            {
                return response.Upstream!;
            }

            return "none";
        });

        stream.Act(() => stream.Peer.Reply(Replies.Zone(stream.Peer.Queries[0], "soa 1", "a")));

        Assert.Equal("tcp://192.0.2.53:53", VirtualStream.Ended(transfer));
        Assert.Equal(0, stream.Transport.InFlight);
    }

    [Fact]
    public void An_open_enumerator_holds_the_connection()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.Zone(query, "soa 1", "soa 1")));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> transfer = Transfer(stream, gate.Task);

        stream.Advance(60);
        bool openMeanwhile = !stream.Peer.IsDisposed;
        stream.Act(gate.SetResult);
        stream.Advance(10);

        Assert.True(openMeanwhile);
        Assert.Equal(1, VirtualStream.Ended(transfer));
        Assert.True(stream.Peer.IsDisposed);
    }

    [Fact]
    public void The_end_of_the_connection_fails_it()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.Zone(query, "soa 1", "a"));
            peer.End();
        });

        Assert.Equal(TransportFailure.ConnectionClosed, VirtualStream.Failed(Transfer(stream)).Failure);
    }

    [Fact]
    public void Each_enumeration_is_a_transfer_of_its_own()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.Zone(query, "soa 1", "soa 1")));
        IAsyncEnumerable<DnsResponse> responses = stream.Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR));

        Task<int> counted = stream.Start(async () => await CountAsync(responses, Task.CompletedTask) + await CountAsync(responses, Task.CompletedTask));

        Assert.Equal(2, VirtualStream.Ended(counted));
        Assert.Equal(2, stream.Peer.Queries.Count);
    }

    [Fact]
    public void Refuses_a_request_with_one_response()
    {
        var stream = new VirtualStream();

        Assert.Throws<ArgumentException>(() => stream.Transport.SendStreamingAsync(Replies.Ask()));
    }

    private static Task<int> Transfer(VirtualStream stream, Task? gate = null, CancellationToken cancellationToken = default) =>
        stream.Start(() => CountAsync(stream.Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR), cancellationToken), gate ?? Task.CompletedTask));

    private static async Task<int> CountAsync(IAsyncEnumerable<DnsResponse> responses, Task gate)
    {
        int count = 0;
        await foreach (DnsResponse _ in responses)
        {
            count++;
            await gate;
        }

        return count;
    }
}
