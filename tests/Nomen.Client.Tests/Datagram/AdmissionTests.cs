using Nomen.Client.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Slots, the queue for them, cancellation and disposal.</summary>
public sealed class AdmissionTests
{
    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.MaxConcurrentQueries))]
    public void Sends_no_more_requests_at_once_than_allowed()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 3 });

        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, 5).Select(_ => world.Start())];

        Assert.Equal(3, world.Wire.Connections.Count);
        Assert.All(asking, static task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public void Allows_100_requests_at_once_by_default()
    {
        DatagramWorld world = new();

        for (int i = 0; i < 101; i++)
        {
            _ = world.Start();
        }

        Assert.Equal(100, world.Wire.Connections.Count);
    }

    [Fact]
    public void Waiting_requests_get_slots_in_the_order_of_arrival()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1 });
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, 4).Select(_ => world.Start())];

        for (int i = 0; i < asking.Length; i++)
        {
            Assert.Equal(i, asking.Count(static task => task.IsCompleted));
            Assert.Equal(i + 1, world.Wire.Connections.Count);
            world.Deliver(() => world.Wire.Connections[^1].Deliver(Replies.To(world.Wire.Connections[^1].Sent[0])));
            Assert.True(asking[i].IsCompletedSuccessfully);
        }
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.QueueLimit))]
    public void A_full_queue_fails_the_next_request_at_once()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1, QueueLimit = 2 });
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, 3).Select(_ => world.Start())];

        DnsTransportException e = world.AskInVain();

        Assert.Equal(TransportFailure.Overloaded, e.Failure);
        Assert.Equal(0, e.Attempts);
        Assert.All(asking, static task => Assert.False(task.IsFaulted && task.Exception!.InnerException is DnsTransportException { Failure: TransportFailure.Overloaded }));
    }

    [Fact]
    public void A_queue_of_none_means_no_waiting()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1, QueueLimit = 0 });
        _ = world.Start();

        Assert.Equal(TransportFailure.Overloaded, world.AskInVain().Failure);
    }

    [Fact]
    public void Waiting_for_a_slot_counts_towards_the_time_out()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1, Timeout = TimeSpan.FromSeconds(2) });
        _ = world.Start();
        world.Run.Advance(TimeSpan.FromSeconds(1));
        QueryContext context = new(world.Run.Time, TimeSpan.FromMilliseconds(500));

        DnsTransportException e = world.AskInVain(DatagramWorld.Question.With(context));

        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Equal(0, e.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(1.5), world.Now);
    }

    [Fact]
    public void A_request_that_ends_gives_its_slot_back()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1, QueueLimit = 0 });
        world.AskInVain();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.To(query));

        Assert.Equal(1, world.Ask().Attempts);
        Assert.Equal(1, world.Ask().Attempts);
    }

    [Fact]
    public void Cancelling_frees_socket_timer_and_slot_at_once()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1, QueueLimit = 0 });
        using CancellationTokenSource source = new();
        Task<DnsResponse> asking = world.Start(cancellationToken: source.Token);

        world.Deliver(source.Cancel);

        Assert.True(asking.IsCanceled);
        Assert.Equal(0, world.Wire.OpenCount);
        Assert.Equal(0, world.Run.Time.ActiveTimerCount);
        _ = world.Start();
        Assert.Equal(2, world.Wire.Connections.Count);
    }

    [Fact]
    public void Cancelling_throws_with_the_callers_token()
    {
        DatagramWorld world = new();
        using CancellationTokenSource source = new();
        Task<DnsResponse> asking = world.Start(cancellationToken: source.Token);

        world.Deliver(source.Cancel);

        Assert.Equal(source.Token, Assert.ThrowsAny<OperationCanceledException>(() => world.Run.Run(() => asking)).CancellationToken);
    }

    [Fact]
    public void A_token_cancelled_before_sends_nothing()
    {
        DatagramWorld world = new();

        Task<DnsResponse> asking = world.Start(cancellationToken: new CancellationToken(canceled: true));

        Assert.True(asking.IsCanceled);
        Assert.Empty(world.Wire.Connections);
    }

    [Fact]
    public void Cancelling_a_waiting_request_leaves_the_others_their_turn()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1 });
        using CancellationTokenSource source = new();
        _ = world.Start();
        Task<DnsResponse> cancelled = world.Start(cancellationToken: source.Token);
        Task<DnsResponse> last = world.Start();

        world.Deliver(source.Cancel);
        world.Deliver(() => world.Wire.Connections[0].Deliver(Replies.To(world.Wire.Connections[0].Sent[0])));
        world.Deliver(() => world.Wire.Connections[1].Deliver(Replies.To(world.Wire.Connections[1].Sent[0])));

        Assert.True(cancelled.IsCanceled);
        Assert.True(last.IsCompletedSuccessfully);
    }

    [Fact]
    public void Cancelling_one_request_leaves_another_alone()
    {
        DatagramWorld world = new();
        using CancellationTokenSource source = new();
        _ = world.Start(cancellationToken: source.Token);
        Task<DnsResponse> other = world.Start();

        world.Deliver(source.Cancel);
        world.Deliver(() => world.Wire.Connections[1].Deliver(Replies.To(world.Wire.Connections[1].Sent[0])));

        Assert.True(other.IsCompletedSuccessfully);
    }

    [Fact]
    public void Every_end_closes_all_sockets_and_stops_the_timer()
    {
        DatagramWorld world = new();

        world.AskInVain();

        Assert.Equal(3, world.Wire.Connections.Count);
        Assert.Equal(0, world.Wire.OpenCount);
        Assert.Equal(0, world.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void Disposing_fails_what_is_under_way_and_what_waits()
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 1 });
        Task<DnsResponse>[] asking = [world.Start(), world.Start()];

        world.Run.Run(async () => await world.Transport.DisposeAsync());

        Assert.All(asking, static task => Assert.Equal(TransportFailure.Disposed, Assert.IsType<DnsTransportException>(task.Exception!.InnerException).Failure));
        Assert.Equal(0, world.Wire.OpenCount);
        Assert.Equal(0, world.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void A_disposed_transport_refuses_requests_and_may_be_disposed_again()
    {
        DatagramWorld world = new();
        world.Run.Run(async () => await world.Transport.DisposeAsync());

        world.Run.Run(async () => await world.Transport.DisposeAsync());

        Assert.Equal(TransportFailure.Disposed, world.AskInVain().Failure);
        Assert.Empty(world.Wire.Connections);
    }
}
