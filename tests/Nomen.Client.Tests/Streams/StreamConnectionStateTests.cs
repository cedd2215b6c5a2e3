using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Streams;

/// <summary>What only the state itself shows; a second is one tick here.</summary>
public sealed class StreamConnectionStateTests
{
    [Fact]
    public void Starts_once()
    {
        StreamConnectionState state = New();

        Assert.Equal([true, false], new[] { state.TryStart(), state.TryStart() });
    }

    [Fact]
    public void A_connection_that_drains_before_it_is_open_stays_draining()
    {
        StreamConnectionState state = New();
        state.TryStart();
        state.Admit(Exchange(), 0);
        state.Drain(StreamErrors.Drained);

        state.HandleConnected(1);

        Assert.Equal(StreamPhase.Draining, state.Phase);
        Assert.Equal(Admission.Closed, state.Admit(Exchange(), 1));
    }

    [Fact]
    public void With_no_idle_time_a_connection_opened_ahead_waits_for_its_first_request()
    {
        StreamConnectionState state = New(new StreamTransportOptions { IdleTimeout = TimeSpan.Zero });
        state.TryStart();
        state.HandleConnected(0);
        bool before = state.TryEnd(1000);
        SingleExchange exchange = Exchange();
        state.Admit(exchange, 1000);

        state.Abandon(exchange, 1001);

        Assert.False(before);
        Assert.True(state.TryEnd(1001));
    }

    [Fact]
    public void The_next_deadline_is_the_earliest()
    {
        StreamConnectionState state = Open();
        state.Admit(Exchange(), 0);
        state.Admit(Exchange(queryDeadline: 3), 1);
        state.Admit(Exchange(), 2);

        Assert.Equal(3, state.NextDeadline);
        state.HandleTimer(3, []);
        Assert.Equal(5, state.NextDeadline);
        state.HandleTimer(7, []);
        Assert.Equal(17, state.NextDeadline);
    }

    [Fact]
    public void The_timer_takes_out_what_is_over_and_nothing_else()
    {
        StreamConnectionState state = Open();
        SingleExchange over = Exchange(queryDeadline: 3);
        SingleExchange other = Exchange();
        state.Admit(over, 0);
        state.Admit(other, 0);
        List<StreamExchange> expired = [];

        state.HandleTimer(3, expired);

        Assert.Equal([over], expired);
        Assert.Null(state.Find(over.Id));
        Assert.Same(other, state.Find(other.Id));
        Assert.Equal(1, state.InFlight);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_may_be_sent_again_when_it_was_given_to_an_open_connection(bool isOpen)
    {
        StreamConnectionState state = New();
        state.TryStart();
        SingleExchange exchange = Exchange();
        if (!isOpen)
        {
            state.Admit(exchange, 0);
        }

        state.HandleConnected(0);
        if (isOpen)
        {
            state.Admit(exchange, 0);
        }

        exchange.Lot = 0;
        state.Close(StreamErrors.Idle, isOurs: false, now: 1, []);

        Assert.Equal(isOpen ? StreamRetry.ConnectionLost : StreamRetry.NewConnectionLost, state.History.RetryAfterEnd(exchange, lot: 1));
    }

    [Fact]
    public void More_messages_of_an_IXFR_that_was_asked_for_one_response_are_no_mismatches()
    {
        StreamConnectionState state = Open();
        SingleExchange ixfr = SingleExchange.Rent(Replies.AskIxfr(1), new CompletionQueue(TaskScheduler.Default));
        state.Admit(ixfr, 0);
        state.HandleReply(ixfr, Dns.Messages.DnsMessage.Parse(Replies.Zone(Replies.Query(DnsType.IXFR), "soa 2")), ReplyStep.Last, 1);

        for (int i = 0; i < 200; i++)
        {
            state.HandleUnknown(ixfr.Id, 2);
        }

        Assert.Equal(0, state.Mismatches);
    }

    [Fact]
    public void A_reply_to_a_request_that_was_not_sent_yet_is_a_mismatch()
    {
        StreamConnectionState state = Open(new StreamTransportOptions { MaxInFlight = 1 });
        state.Admit(Exchange(), 0);
        SingleExchange waiting = Exchange();
        state.Admit(waiting, 0);

        Assert.Null(state.Find(waiting.Id));
        state.HandleUnknown(waiting.Id, 0);
        Assert.Equal(1, state.Mismatches);
    }

    private static StreamConnectionState New(StreamTransportOptions? options = null) =>
        new(options ?? new StreamTransportOptions(), DnsRandom.Seeded(1), frequency: 1);

    private static StreamConnectionState Open(StreamTransportOptions? options = null)
    {
        StreamConnectionState state = New(options);
        state.TryStart();
        state.HandleConnected(0);
        return state;
    }

    private static SingleExchange Exchange(long queryDeadline = long.MaxValue)
    {
        SingleExchange exchange = SingleExchange.Rent(Replies.Ask(), new CompletionQueue(TaskScheduler.Default));
        exchange.QueryDeadline = queryDeadline;
        return exchange;
    }
}
