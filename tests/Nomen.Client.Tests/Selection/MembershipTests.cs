using Nomen.Client.Selection;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Selection;

/// <summary>Upstreams come and go while requests run.</summary>
public sealed class MembershipTests
{
    [Fact]
    public void An_upstream_that_is_added_is_asked_from_the_next_request_on()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 0);
        FakeTransport added = new(VirtualPair.Answer);

        Assert.Equal("x", world.Redundant.Add(new Upstream(added, "x")));

        world.Ask();
        Assert.Single(added.Requests);
    }

    [Fact]
    public void Labels_are_numbered_when_none_is_given_and_are_unique()
    {
        FakeTransport inner = new(VirtualPair.Answer);
        RedundantTransport transport = new([new Upstream(inner), new Upstream(inner, "upstream-2"), new Upstream(inner)]);

        Assert.Equal(["upstream-1", "upstream-2", "upstream-3"], transport.GetStatistics().Select(upstream => upstream.Label));
        Assert.Throws<ArgumentException>(() => transport.Add(new Upstream(inner, "upstream-3")));
    }

    [Fact]
    public void An_upstream_that_is_removed_ends_its_requests_before_it_is_disposed()
    {
        var world = SelectionWorld.OfRedundant();
        Task<DnsResponse> request = world.Start();
        Task<bool> removal = Remove(world, "a");

        Assert.Equal((false, false), (removal.IsCompleted, world.A.IsDisposed));
        world.Advance(20);

        Assert.True(request.IsCompletedSuccessfully);
        Assert.Equal((true, true), (removal.IsCompletedSuccessfully, world.A.IsDisposed));
        Assert.Equal("udp://192.0.2.2:53", world.Ask().Upstream);
    }

    [Fact]
    public void Cancelling_a_removal_disposes_the_upstream_at_once()
    {
        var world = SelectionWorld.OfRedundant();
        world.A.Delay = null;
        Task<DnsResponse> request = world.Start();
        using CancellationTokenSource source = new();
        Task<bool> removal = Remove(world, "a", source.Token);

        source.Cancel();
        world.Run.Scheduler.RunUntilIdle();

        Assert.Equal((true, true, false), (removal.IsCompletedSuccessfully, world.A.IsDisposed, request.IsCompletedSuccessfully));
    }

    [Fact]
    public void Nothing_happens_when_nobody_has_the_label()
    {
        var world = SelectionWorld.OfRedundant();
        Assert.False(world.Run.Run(async () => await world.Redundant.RemoveAsync("z")));
        Assert.Equal(2, world.Redundant.GetStatistics().Length);
    }

    [Fact]
    public void Disposing_disposes_the_upstreams_twice_is_once_and_nobody_is_asked_afterwards()
    {
        var world = SelectionWorld.OfRedundant();

        world.Run.Run(async () => await world.Transport.DisposeAsync());
        world.Run.Run(async () => await world.Transport.DisposeAsync());

        Assert.Equal((true, true), (world.A.IsDisposed, world.B.IsDisposed));
        Assert.Equal(TransportFailure.Disposed, world.AskInVain().Failure);
        Assert.Throws<ObjectDisposedException>(() => world.Redundant.Add(new Upstream(world.A)));
    }

    [Fact]
    public void A_balancer_takes_and_gives_upstreams_back_as_well()
    {
        var world = SelectionWorld.OfBalancing(upstreams: 1);
        FakeTransport added = new(VirtualPair.Answer);

        world.Balancing.Add(new Upstream(added, "x"));
        Assert.True(world.Run.Run(async () => await world.Balancing.RemoveAsync("a")));

        world.Ask();
        Assert.Equal((1, true), (added.Requests.Count, world.A.IsDisposed));
    }

    private static Task<bool> Remove(SelectionWorld world, string label, CancellationToken cancellationToken = default)
    {
        Task<bool> removal = world.Run.Scheduler.Start(async () => await world.Redundant.RemoveAsync(label, cancellationToken));
        world.Run.Scheduler.RunUntilIdle();
        return removal;
    }
}
