using Nomen.Client.Selection;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Selection;

/// <summary>What belongs to one request: deadline, budget, exclusions, cancellation, and whether it may be repeated.</summary>
public sealed class RequestRuleTests
{
    [Theory]
    [Knob(typeof(RedundantTransportOptions), nameof(RedundantTransportOptions.Timeout))]
    [InlineData(null, 10)]
    [InlineData(2, 2)]
    public void A_request_ends_at_its_time_out(int? set, int expected)
    {
        var world = SelectionWorld.OfRedundant(timeout: set is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        world.A.Delay = null;
        world.B.Delay = null;

        DnsTransportException error = world.AskInVain();

        Assert.Equal((TransportFailure.Timeout, expected), (error.Failure, world.Now.TotalSeconds));
        Assert.Equal("a, b", error.Upstream);
    }

    [Theory]
    [Knob(typeof(LoadBalancingTransportOptions), nameof(LoadBalancingTransportOptions.Timeout))]
    [InlineData(10)]
    [InlineData(2)]
    public void A_balanced_request_ends_at_its_time_out(int seconds)
    {
        var world = SelectionWorld.OfBalancing(options: new() { Timeout = TimeSpan.FromSeconds(seconds) });
        world.A.Delay = null;
        world.B.Delay = null;

        Assert.Equal(TransportFailure.Timeout, world.AskInVain().Failure);
        Assert.Equal(seconds, world.Now.TotalSeconds);
    }

    [Fact]
    public void The_deadline_of_the_query_holds_when_it_is_earlier()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = null;
        world.B.Delay = null;

        world.AskInVain(Replies.Ask().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(3))));

        Assert.Equal(3, world.Now.TotalSeconds);
    }

    [Fact]
    public void At_the_deadline_a_response_that_was_put_off_is_better_than_none()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Rcode = Rcode.ServFail;
        world.B.Delay = null;

        Assert.Equal((Rcode.ServFail, 10), (world.Ask().Rcode, world.Now.TotalSeconds));
    }

    [Fact]
    public void Who_kept_silent_until_the_deadline_has_failed()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = null;
        world.B.Delay = null;

        world.AskInVain();

        Assert.Equal((1L, 1L), (world.Of("a").Failures[TransportFailure.Timeout], world.Of("b").Failures[TransportFailure.Timeout]));
    }

    [Fact]
    public void Who_had_hardly_any_time_before_the_deadline_has_not_failed()
    {
        var world = SelectionWorld.OfRedundant(timeout: TimeSpan.FromMilliseconds(350));
        world.A.Delay = null;
        world.B.Delay = null;

        world.AskInVain();

        Assert.Equal((1L, 0L), (world.Of("a").Failed, world.Of("b").Failed));
    }

    [Fact]
    public void Cancelling_calls_everybody_back_and_leaves_no_timer()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = null;
        world.B.Delay = null;
        using CancellationTokenSource source = new();
        Task request = world.Start(cancellationToken: source.Token);
        world.Advance(400);

        source.Cancel();
        world.Run.Scheduler.RunUntilIdle();

        Assert.True(request.IsCanceled);
        Assert.Equal((1, 1, 0), (world.A.Cancelled, world.B.Cancelled, world.Run.Time.ActiveTimerCount));
        Assert.Equal((0L, 1L), (world.Of("a").Failed, world.Of("a").CalledBack));
    }

    [Fact]
    public void A_token_that_is_cancelled_already_asks_nobody()
    {
        var world = SelectionWorld.OfRedundant();

        Task request = world.Start(cancellationToken: new CancellationToken(canceled: true));

        Assert.True(request.IsCanceled);
        Assert.Empty(world.A.Requests);
    }

    [Fact]
    public void A_transport_that_ignores_being_called_back_keeps_its_place_and_nobody_waiting()
    {
        var world = SelectionWorld.OfRedundant(hedging: SelectionWorld.NoProbes with { InitialEstimate = TimeSpan.FromMilliseconds(100) });
        world.A.Delay = TimeSpan.FromSeconds(5);
        world.A.IsDeaf = true;

        Assert.Equal(("udp://192.0.2.2:53", 120), world.Time());
        Assert.Equal(1, world.Of("a").Outstanding);
        world.Advance(5_000);
        Assert.Equal((0, 5_000), (world.Of("a").Outstanding, world.Of("a").Mean.TotalMilliseconds));
    }

    [Fact]
    public void When_the_budget_is_spent_nobody_else_is_asked()
    {
        var world = SelectionWorld.OfRedundant();
        WorkBudget budget = new(upstreamSends: 1);
        world.A.Fails = request =>
        {
            request.Context!.Budget.TryTake(WorkKind.UpstreamSend);
            return new TransportError(TransportFailure.ConnectionClosed).ToException();
        };

        DnsRequest asked = Replies.Ask().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(5), budget));

        Assert.Equal(TransportFailure.ConnectionClosed, world.AskInVain(asked).Failure);
        Assert.Equal(TransportFailure.BudgetExhausted, world.AskInVain(asked).Failure);
        Assert.Equal((1, 0), (world.A.Requests.Count, world.B.Requests.Count));
    }

    [Theory]
    [InlineData("udp://192.0.2.1:53")]
    [InlineData("tcp://192.0.2.1:53")]
    [InlineData("a")]
    public void An_excluded_upstream_is_not_asked_whatever_the_protocol(string excluded)
    {
        var world = SelectionWorld.OfRedundant();
        world.Ask();
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(5)) { ExcludedUpstreams = [excluded] };

        Assert.Equal("udp://192.0.2.2:53", world.Ask(Replies.Ask().With(context)).Upstream);
    }

    [Fact]
    public void When_all_are_excluded_the_failure_says_so()
    {
        var world = SelectionWorld.OfRedundant();
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(5)) { ExcludedUpstreams = ["a", "b"] };

        DnsTransportException error = world.AskInVain(Replies.Ask().With(context));

        Assert.Equal((TransportFailure.NoUpstream, "a: excluded; b: excluded"), (error.Failure, error.Error.Detail));
    }

    [Theory]
    [InlineData(Opcode.Update)]
    [InlineData(Opcode.Notify)]
    public void What_is_no_query_is_never_sent_twice_because_it_is_late(Opcode opcode)
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = TimeSpan.FromSeconds(4);

        Assert.Equal(("udp://192.0.2.1:53", 4_000), world.Time(Of(opcode)));
        Assert.Empty(world.B.Requests);
    }

    [Theory]
    [InlineData(TransportFailure.ConnectionRefused, 0, 1)]
    [InlineData(TransportFailure.ConnectTimeout, 0, 1)]
    [InlineData(TransportFailure.ConnectionRefused, 1, 0)]
    [InlineData(TransportFailure.ConnectionClosed, 0, 0)]
    [InlineData(TransportFailure.Timeout, 0, 0)]
    public void What_is_no_query_goes_on_only_when_it_certainly_was_not_sent(TransportFailure failure, int attempts, int expected)
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Fails = FakeUpstream.With(failure, attempts);

        Exception? error = Record.Exception(() => world.Ask(Of(Opcode.Update)));

        Assert.Equal((expected, expected == 0), (world.B.Requests.Count, error is not null));
    }

    [Fact]
    public void Whatever_the_answer_to_an_update_is_it_is_final()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Rcode = Rcode.Refused;

        Assert.Equal(Rcode.Refused, world.Ask(Of(Opcode.Update)).Rcode);
        Assert.Empty(world.B.Requests);
    }

    [Fact]
    public void AXFR_is_refused()
    {
        var world = SelectionWorld.OfRedundant();

        Assert.Throws<ArgumentException>(() => world.Ask(DnsRequest.Query("example", DnsType.AXFR)));
    }

    private static DnsRequest Of(Opcode opcode) => new(Replies.Ask(type: DnsType.SOA).Question!.Value) { Opcode = opcode };
}
