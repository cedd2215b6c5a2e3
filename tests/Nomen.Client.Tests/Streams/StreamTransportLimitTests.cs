using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

/// <summary>Full connections and queues, cancellation, disposal, budgets.</summary>
public sealed class StreamTransportLimitTests
{
    [Theory]
    [InlineData(100, null)]
    [InlineData(7, 7)]
    [Rfc(7766, "6.2.1.1")]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.MaxInFlight))]
    public void Sends_no_more_than_may_be_in_flight(int expected, int? set)
    {
        var stream = new VirtualStream(options: set is { } max ? new StreamTransportOptions { MaxInFlight = max } : null);

        Task<DnsResponse>[] pending = [.. Enumerable.Range(0, expected + 5).Select(i => stream.Send($"n{i}.example."))];

        Assert.Equal(expected, stream.Peer.Queries.Count);
        Assert.DoesNotContain(pending, task => task.IsCompleted);
    }

    [Fact]
    public void Those_who_wait_are_served_in_order()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        Task<DnsResponse>[] pending = [stream.Send("a.example."), stream.Send("b.example."), stream.Send("c.example.")];

        stream.ReplyTo(0);
        stream.ReplyTo(1);
        stream.ReplyTo(2);

        Assert.Equal(["a.example.", "b.example.", "c.example."], stream.Peer.Queries.Select(NameOf));
        Assert.All(pending, task => VirtualStream.Ended(task));
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.QueueLimit))]
    public void One_more_than_may_wait_fails_at_once(int waiting, int? set)
    {
        var options = new StreamTransportOptions { MaxInFlight = 1 };
        var stream = new VirtualStream(options: set is { } limit ? options with { QueueLimit = limit } : options);
        Task<DnsResponse>[] pending = [.. Enumerable.Range(0, 1 + waiting).Select(_ => stream.Send())];

        DnsTransportException e = VirtualStream.Failed(stream.Send());

        Assert.Equal(TransportFailure.Overloaded, e.Failure);
        Assert.DoesNotContain(pending, task => task.IsCompleted);
    }

    [Fact]
    public void One_that_waits_is_given_up_at_its_deadline()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1, ResponseTimeout = TimeSpan.FromSeconds(600) });
        _ = stream.Send("a.example.");
        var context = new QueryContext(stream.Run.Time, TimeSpan.FromSeconds(2));
        Task<DnsResponse> waiting = stream.Send(Replies.Ask("b.example.").With(context));

        stream.Advance(2);

        DnsTransportException e = VirtualStream.Failed(waiting);
        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Equal(0, e.Attempts);
        Assert.Single(stream.Peer.Queries);
    }

    [Fact]
    public void The_time_of_one_that_waited_counts_from_sending()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        _ = stream.Send("a.example.");
        Task<DnsResponse> waiting = stream.Send("b.example.");
        stream.Advance(4);
        stream.ReplyTo(0);

        stream.Advance(4);
        stream.ReplyTo(1);

        Assert.Equal(TimeSpan.FromSeconds(4), VirtualStream.Ended(waiting).Elapsed);
    }

    [Fact]
    public void Those_who_wait_fail_unsent_when_the_peer_ends()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        Task<DnsResponse> sent = stream.Send("a.example.");
        Task<DnsResponse> waiting = stream.Send("b.example.");

        stream.Act(stream.Peer.End);

        Assert.Equal((1, 0), (VirtualStream.Failed(sent).Attempts, VirtualStream.Failed(waiting).Attempts));
    }

    [Fact]
    public void Cancelling_frees_the_place_at_once()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        using var source = new CancellationTokenSource();
        Task<DnsResponse> cancelled = stream.Send("a.example.", source.Token);
        Task<DnsResponse> next = stream.Send("b.example.");

        stream.Act(source.Cancel);
        stream.ReplyTo(1);

        Assert.True(cancelled.IsCanceled);
        Assert.Equal("b.example.", NameOf(VirtualStream.Ended(next).Message.Octets.ToArray()));
    }

    [Fact]
    public void The_cancellation_names_the_callers_token()
    {
        var stream = new VirtualStream();
        using var source = new CancellationTokenSource();
        Task<DnsResponse> pending = stream.Start(async () =>
        {
            OperationCanceledException e = await Assert.ThrowsAsync<OperationCanceledException>(async () => await stream.Transport.SendAsync(Replies.Ask(), source.Token));
            Assert.Equal(source.Token, e.CancellationToken);
            return DnsResponse.For(Replies.Ask(), default);
        });

        stream.Act(source.Cancel);

        VirtualStream.Ended(pending);
    }

    [Fact]
    public void A_token_that_is_cancelled_already_sends_nothing()
    {
        var stream = new VirtualStream();

        Task<DnsResponse> pending = stream.Send("a.example.", new CancellationToken(canceled: true));

        Assert.True(pending.IsCanceled);
        Assert.Empty(stream.Connector.Connections);
    }

    [Fact]
    public void The_late_answer_of_a_cancelled_request_is_no_mismatch()
    {
        var stream = new VirtualStream();
        for (int i = 0; i < 150; i++)
        {
            using var source = new CancellationTokenSource();
            _ = stream.Send("a.example.", source.Token);
            stream.Act(source.Cancel);
            stream.ReplyTo(i);
        }

        Task<DnsResponse> pending = stream.Send("b.example.");
        stream.ReplyTo(150);

        VirtualStream.Ended(pending);
    }

    [Fact]
    public void One_that_is_cancelled_while_it_waits_is_never_sent()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        using var source = new CancellationTokenSource();
        _ = stream.Send("a.example.");
        Task<DnsResponse> cancelled = stream.Send("b.example.", source.Token);
        _ = stream.Send("c.example.");

        stream.Act(source.Cancel);
        stream.ReplyTo(0);

        Assert.True(cancelled.IsCanceled);
        Assert.Equal(["a.example.", "c.example."], stream.Peer.Queries.Select(NameOf));
    }

    [Fact]
    public void Ten_thousand_cancelled_requests_leave_nothing_behind()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        using var source = new CancellationTokenSource();
        VirtualStream.Ended(stream.Send());
        stream.Peer.HoldWrites();

        for (int i = 0; i < 100; i++)
        {
            using var batch = new CancellationTokenSource();
            Task<DnsResponse>[] pending = [.. Enumerable.Range(0, 100).Select(_ => stream.Send("a.example.", batch.Token))];
            stream.Act(batch.Cancel);
            Assert.All(pending, task => Assert.True(task.IsCanceled));
        }

        Assert.Equal(0, stream.Transport.InFlight);
        stream.Dispose();
        Assert.Equal(0, stream.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void Disposing_fails_what_is_outstanding()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        Task<DnsResponse>[] pending = [stream.Send("a.example."), stream.Send("b.example.")];

        stream.Dispose();

        Assert.All(pending, task => Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(task).Failure));
        Assert.True(stream.Peer is { IsShutDown: true, IsDisposed: true });
        Assert.Equal(0, stream.Run.Time.ActiveTimerCount);
        Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(stream.Send()).Failure);
    }

    [Fact]
    public void Disposing_while_connecting_ends_the_attempt()
    {
        var stream = new VirtualStream();
        stream.Connector.Hold();
        Task<DnsResponse> pending = stream.Send();

        stream.Dispose();

        Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(pending).Failure);
    }

    [Fact]
    public void Disposing_while_a_write_is_under_way_ends()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        VirtualStream.Ended(stream.Send());
        stream.Peer.HoldWrites();
        Task<DnsResponse> pending = stream.Send();

        stream.Dispose();

        Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(pending).Failure);
    }

    [Fact]
    public void Disposing_twice_or_unused_does_nothing()
    {
        var stream = new VirtualStream();

        stream.Dispose();
        stream.Dispose();

        Assert.Empty(stream.Connector.Connections);
    }

    [Fact]
    public void A_request_without_budget_is_not_sent()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        var context = new QueryContext(stream.Run.Time, TimeSpan.FromSeconds(9), new WorkBudget(upstreamSends: 1));
        VirtualStream.Ended(stream.Send(Replies.Ask().With(context)));

        DnsTransportException e = VirtualStream.Failed(stream.Send(Replies.Ask().With(context)));

        Assert.Equal(TransportFailure.BudgetExhausted, e.Failure);
        Assert.Single(stream.Peer.Queries);
    }

    private static string NameOf(byte[] message) => DnsMessage.Parse(message).Question!.Value.Name.ToString();
}
