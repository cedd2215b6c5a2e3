using Nomen.Client.Https;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>Time, places, cancellation, disposal: the server answers when a test lets it.</summary>
public sealed class HttpsLimitTests
{
    private readonly List<(SeenRequest Request, TaskCompletionSource<HttpResponseMessage> Answer)> _held = [];

    [Theory]
    [InlineData(5, null)]
    [InlineData(0.5, 0.5)]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.Timeout))]
    public async Task A_silent_server_is_given_up_after_the_timeout(double expected, double? set)
    {
        using ScriptedDoh doh = new(Hold, set is { } seconds ? new() { Timeout = TimeSpan.FromSeconds(seconds) } : null);
        Task<DnsResponse> asking = doh.AskAsync();

        doh.Time.Advance(TimeSpan.FromSeconds(expected - 0.01));
        bool waitedSoLong = !asking.IsCompleted;
        doh.Time.Advance(TimeSpan.FromSeconds(0.01));

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => asking);
        Assert.Equal((TransportFailure.Timeout, true), (e.Failure, waitedSoLong));
        Assert.Equal(0, doh.Time.ActiveTimerCount);
    }

    [Fact]
    public async Task The_deadline_of_the_query_holds_when_it_is_earlier()
    {
        using ScriptedDoh doh = new(Hold);
        QueryContext context = new(doh.Time, TimeSpan.FromSeconds(1));
        Task<DnsResponse> asking = doh.AskAsync(Replies.Ask().With(context));

        doh.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TransportFailure.Timeout, (await Assert.ThrowsAsync<DnsTransportException>(() => asking)).Failure);
    }

    [Fact]
    public async Task A_query_whose_deadline_has_passed_is_not_sent()
    {
        using ScriptedDoh doh = new(Hold);
        QueryContext context = new(doh.Time, TimeSpan.FromSeconds(1));
        doh.Time.Advance(TimeSpan.FromSeconds(1));

        DnsTransportException e = await doh.FailAsync(Replies.Ask().With(context));

        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Empty(_held);
    }

    [Fact]
    public async Task A_query_whose_budget_is_used_up_is_not_sent()
    {
        using ScriptedDoh doh = new();
        QueryContext context = new(doh.Time, TimeSpan.FromSeconds(1), new WorkBudget(upstreamSends: 1));

        await doh.AskAsync(Replies.Ask().With(context));
        DnsTransportException e = await doh.FailAsync(Replies.Ask().With(context));

        Assert.Equal(TransportFailure.BudgetExhausted, e.Failure);
        Assert.Single(doh.Handler.Seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.MaxConcurrentRequests))]
    public async Task Only_so_many_are_under_way_and_the_next_goes_when_one_has_ended(int places)
    {
        using ScriptedDoh doh = new(Hold, new() { MaxConcurrentRequests = places });
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, places + 1).Select(_ => doh.AskAsync())];

        int atFirst = _held.Count;
        Answer(0);
        await asking[0];
        await UntilHeldAsync(places + 1);
        Answer(places);

        Assert.Equal(places, atFirst);
        Assert.Equal(Rcode.NoError, (await asking[places]).Rcode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.QueueLimit))]
    public async Task One_more_than_may_wait_fails_at_once(int queue)
    {
        using ScriptedDoh doh = new(Hold, new() { MaxConcurrentRequests = 1, QueueLimit = queue });
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, 1 + queue).Select(_ => doh.AskAsync())];

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.Overloaded, e.Failure);
        Assert.All(asking, task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public async Task Who_waits_for_a_place_times_out_as_well_and_leaves_the_queue()
    {
        using ScriptedDoh doh = new(Hold, new() { MaxConcurrentRequests = 1, QueueLimit = 1 });
        _ = doh.AskAsync();
        Task<DnsResponse> waiting = doh.AskAsync(Replies.Ask().With(new QueryContext(doh.Time, TimeSpan.FromSeconds(1))));

        doh.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<DnsTransportException>(() => waiting);
        Task<DnsResponse> next = doh.AskAsync();
        Answer(0);
        await UntilHeldAsync(2);
        Answer(1);

        Assert.Equal(Rcode.NoError, (await next).Rcode);
    }

    [Fact]
    public async Task Cancelling_one_leaves_the_others_alone_and_frees_its_place()
    {
        using CancellationTokenSource source = new();
        using ScriptedDoh doh = new(Hold, new() { MaxConcurrentRequests = 2 });
        Task<DnsResponse> cancelled = doh.AskAsync(cancellationToken: source.Token);
        Task<DnsResponse> other = doh.AskAsync();

        source.Cancel();
        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Answer(1);
        _ = doh.AskAsync();
        await UntilHeldAsync(3);

        Assert.Equal(source.Token, e.CancellationToken);
        Assert.Equal(Rcode.NoError, (await other).Rcode);
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing()
    {
        using ScriptedDoh doh = new(Hold);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => doh.AskAsync(cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(_held);
    }

    [Fact]
    public async Task Ten_thousand_cancelled_requests_leave_nothing_behind()
    {
        using ScriptedDoh doh = new(Hold);
        for (int i = 0; i < 10_000; i++)
        {
            using CancellationTokenSource source = new();
            Task<DnsResponse> asking = doh.AskAsync(cancellationToken: source.Token);
            source.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        Assert.Equal(0, doh.Time.ActiveTimerCount);
    }

    [Fact]
    public async Task Disposing_fails_what_is_outstanding_and_what_comes_later()
    {
        using ScriptedDoh doh = new(Hold);
        Task<DnsResponse> asking = doh.AskAsync();

        await doh.Transport.DisposeAsync();
        await doh.Transport.DisposeAsync();

        Assert.Equal(TransportFailure.Disposed, (await Assert.ThrowsAsync<DnsTransportException>(() => asking)).Failure);
        Assert.Equal(TransportFailure.Disposed, (await doh.FailAsync()).Failure);
    }

    [Fact]
    public async Task A_callers_client_is_never_disposed()
    {
        using ScriptedDoh doh = new();

        await doh.Transport.DisposeAsync();

        Assert.False(doh.Handler.IsDisposed);
        using HttpResponseMessage response = await doh.Client.PostAsync(new Uri("https://dns.test/"), new ByteArrayContent(Replies.Query(DnsType.A)));
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_callers_client_that_gives_up_first_is_a_timeout()
    {
        using ScriptedDoh doh = new(Hold);
        doh.Client.Timeout = TimeSpan.FromMilliseconds(1);

        Assert.Equal(TransportFailure.Timeout, (await doh.FailAsync()).Failure);
    }

    private Task<HttpResponseMessage> Hold(SeenRequest request)
    {
        lock (_held)
        {
            _held.Add((request, new TaskCompletionSource<HttpResponseMessage>()));
            return _held[^1].Answer.Task;
        }
    }

    private void Answer(int index) => _held[index].Answer.SetResult(_held[index].Request.Reply());

    private async Task UntilHeldAsync(int count)
    {
        while (Count() < count)
        {
            await Task.Yield();
        }

        int Count()
        {
            lock (_held)
            {
                return _held.Count;
            }
        }
    }
}
