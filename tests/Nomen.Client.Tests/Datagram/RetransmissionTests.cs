using Nomen.Client.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Datagram;

public sealed class RetransmissionTests
{
    [Fact]
    [Rfc(1035, "4.2.1")]
    public void Sends_at_0_1_and_3_seconds_to_an_unknown_server_and_gives_up_after_5()
    {
        DatagramWorld world = new DatagramWorld().RecordSendTimes();

        DnsTransportException e = world.AskInVain();

        Assert.Equal([0, 1, 3], world.SendTimes);
        Assert.Equal(TimeSpan.FromSeconds(5), world.Now);
        Assert.Equal(TransportFailure.Timeout, e.Failure);
    }

    [Fact]
    public void A_time_out_names_upstream_question_and_attempts()
    {
        DnsTransportException e = new DatagramWorld().AskInVain();

        Assert.Equal("udp://192.0.2.53:53", e.Upstream);
        Assert.Equal(DatagramWorld.Question.Question, e.Question);
        Assert.Equal(3, e.Attempts);
    }

    [Fact]
    public void Answers_although_the_first_two_datagrams_are_lost()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, query) => AnswerIf(connection == world.Wire.Connections.ElementAtOrDefault(2), connection, query);

        DnsResponse response = world.Ask();

        Assert.Equal(3, response.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(3), world.Now);
        Assert.Equal(TimeSpan.Zero, response.Elapsed);
    }

    [Fact]
    public void A_late_reply_to_the_first_send_is_taken()
    {
        DatagramWorld world = new();
        Task<DnsResponse> asking = world.Start();
        world.Run.Advance(TimeSpan.FromSeconds(3.5));

        world.Deliver(() => world.Wire.Connections[0].Deliver(Replies.To(world.Wire.Connections[0].Sent[0])));

        Assert.Equal(3, world.Wire.Connections.Count);
        Assert.Equal(TimeSpan.FromSeconds(3.5), world.Run.Run(() => asking).Elapsed);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public void Every_send_has_a_socket_and_an_ID_of_its_own()
    {
        DatagramWorld world = new(new() { MaxSends = 5, Timeout = TimeSpan.FromSeconds(20) });

        world.AskInVain();

        Assert.All(world.Wire.Connections, static connection => Assert.Single(connection.Sent));
        Assert.Equal(5, world.Wire.Sent.Select(static query => DnsMessage.Parse(query).Id).Distinct().Count());
    }

    [Fact]
    [Rfc(6298, "2.2")]
    public void Repeats_by_the_round_trip_time_once_it_is_known()
    {
        DatagramWorld world = new();
        AnswerOnceAfter(world, TimeSpan.FromMilliseconds(200));

        world.AskInVain();

        // srtt 200 ms, variation 100 ms: 600 ms, then doubled.
        Assert.Equal([0, 0.6, 1.8], world.SendTimes.Select(time => Math.Round(time - 0.2, 3)));
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.MinRetransmission))]
    public void Repeats_no_sooner_than_the_least_time()
    {
        DatagramWorld world = new(new() { MinRetransmission = TimeSpan.FromMilliseconds(250) });
        AnswerOnceAfter(world, TimeSpan.FromMilliseconds(10));

        world.AskInVain();

        Assert.Equal(0.25, world.SendTimes[1] - world.SendTimes[0], 3);
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.MaxRetransmission))]
    public void Doubles_no_further_than_the_most_time()
    {
        DatagramWorld world = new DatagramWorld(new() { MaxRetransmission = TimeSpan.FromSeconds(1.5), MaxSends = 4 }).RecordSendTimes();

        world.AskInVain();

        Assert.Equal([0, 1, 2.5, 4], world.SendTimes);
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.InitialRetransmission))]
    public void Repeats_to_an_unknown_server_after_the_initial_time()
    {
        DatagramWorld world = new DatagramWorld(new() { InitialRetransmission = TimeSpan.FromMilliseconds(400) }).RecordSendTimes();

        world.AskInVain();

        Assert.Equal([0, 0.4, 1.2], world.SendTimes);
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.MaxSends))]
    public void Sends_no_more_often_than_allowed()
    {
        DatagramWorld world = new DatagramWorld(new() { MaxSends = 2 }).RecordSendTimes();

        world.AskInVain();

        Assert.Equal([0, 1], world.SendTimes);
        Assert.Equal(TimeSpan.FromSeconds(5), world.Now);
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.Timeout))]
    public void Gives_up_at_its_time_out()
    {
        DatagramWorld world = new(new() { Timeout = TimeSpan.FromMilliseconds(1500) });

        world.AskInVain();

        Assert.Equal(TimeSpan.FromMilliseconds(1500), world.Now);
    }

    [Fact]
    public void Gives_up_at_the_deadline_of_the_query_when_that_is_nearer()
    {
        DatagramWorld world = new();
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(2));

        DnsTransportException e = world.AskInVain(DatagramWorld.Question.With(context));

        Assert.Equal(TimeSpan.FromSeconds(2), world.Now);
        Assert.Equal(TransportFailure.Timeout, e.Failure);
    }

    [Fact]
    public void Sends_nothing_when_the_deadline_has_passed()
    {
        DatagramWorld world = new();
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(2));
        world.Run.Advance(TimeSpan.FromSeconds(2));

        DnsTransportException e = world.AskInVain(DatagramWorld.Question.With(context));

        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Equal(0, e.Attempts);
        Assert.Empty(world.Wire.Connections);
    }

    [Fact]
    public void Replies_that_match_nothing_do_not_extend_the_deadline()
    {
        DatagramWorld world = new(new() { MaxNearMisses = 1000 });
        Task<DnsResponse> asking = world.Start();
        for (int i = 0; i < 49; i++)
        {
            world.Run.Advance(TimeSpan.FromMilliseconds(100));
            world.Deliver(() => world.Wire.Connections[0].Deliver(new byte[60]));
        }

        Assert.Throws<DnsTransportException>(() => world.Run.Run(() => asking));
        Assert.Equal(TimeSpan.FromSeconds(5), world.Now);
    }

    [Fact]
    public void Every_send_takes_from_the_budget_of_the_query()
    {
        DatagramWorld world = new();
        WorkBudget budget = new(upstreamSends: 10);

        world.AskInVain(DatagramWorld.Question.With(new QueryContext(world.Run.Time, TimeSpan.FromMinutes(1), budget)));

        Assert.Equal(7, budget.Left(WorkKind.UpstreamSend));
    }

    [Fact]
    public void Sends_no_more_than_the_budget_allows()
    {
        DatagramWorld world = new DatagramWorld().RecordSendTimes();
        QueryContext context = new(world.Run.Time, TimeSpan.FromMinutes(1), new WorkBudget(upstreamSends: 2));

        DnsTransportException first = world.AskInVain(DatagramWorld.Question.With(context));
        DnsTransportException second = world.AskInVain(DatagramWorld.Question.With(context));

        Assert.Equal([0, 1], world.SendTimes);
        Assert.Equal((TransportFailure.BudgetExhausted, 2), (first.Failure, first.Attempts));
        Assert.Equal((TransportFailure.BudgetExhausted, 0), (second.Failure, second.Attempts));
    }

    [Fact]
    public void Tells_the_trace_what_is_sent()
    {
        DatagramWorld world = new();
        ListTrace trace = new();

        world.AskInVain(DatagramWorld.Question.With(new QueryContext(world.Run.Time, TimeSpan.FromMinutes(1)) { Trace = trace }));

        Assert.Equal(["sent", "sent again", "sent again"], trace.Lines);
    }

    private static void AnswerIf(bool answers, ScriptedConnection connection, byte[] query)
    {
        if (answers)
        {
            connection.Deliver(Replies.To(query));
        }
    }

    /// <summary>Teaches the transport a round-trip time; from then on the server is silent and the times of sends are noted.</summary>
    private static void AnswerOnceAfter(DatagramWorld world, TimeSpan roundTrip)
    {
        Task<DnsResponse> asking = world.Start();
        world.Run.Advance(roundTrip);
        world.Deliver(() => world.Wire.Connections[0].Deliver(Replies.To(world.Wire.Connections[0].Sent[0])));
        Assert.True(asking.IsCompletedSuccessfully);
        world.RecordSendTimes();
    }

    private sealed class ListTrace : IQueryTrace
    {
        public List<string> Lines { get; } = [];

        public void On(DnsRequest request, string what, string? upstream) => Lines.Add(what);
    }
}
