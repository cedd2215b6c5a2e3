using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Requests in flight at once: those for one network share a question, and there is a limit to the networks.</summary>
public sealed class SubnetJoinTests
{
    [Fact]
    public async Task Clients_of_one_network_share_a_question()
    {
        SubnetWorld world = new();
        world.World.Upstream.Hold();

        List<Task<DnsResponse>> tasks = [.. Enumerable.Range(1, 100).Select(i => world.World.Start(world.Request($"203.0.113.{i}")))];
        world.World.Deliver(world.World.Upstream.Release);

        Assert.Equal(["203.0.113.0/24/0"], world.Sent);
        Assert.All(await Task.WhenAll(tasks), response => Assert.Equal(1, SubnetWorld.Number(response)));
    }

    [Fact]
    public async Task Clients_of_different_networks_never_do()
    {
        SubnetWorld world = new();
        world.World.Upstream.Hold();

        Task<DnsResponse>[] tasks =
        [
            world.World.Start(world.Request("203.0.113.1")),
            world.World.Start(world.Request("198.51.100.1")),
            world.World.Start(world.Request("203.0.113.2", "0.0.0.0/0")),
            world.World.Start(world.Request()),
        ];
        world.World.Deliver(world.World.Upstream.Release);

        Assert.Equal(["203.0.113.0/24/0", "198.51.100.0/24/0", "0.0.0.0/0/0", "-"], world.Sent);
        Assert.Equal(4, (await Task.WhenAll(tasks)).Select(SubnetWorld.Number).Distinct().Count());
    }

    [Fact]
    public async Task Each_sees_its_own_option_again()
    {
        SubnetWorld world = new();
        world.World.Upstream.Hold();

        Task<DnsResponse>[] tasks =
        [
            world.World.Start(world.Request("203.0.113.1", "203.0.113.1/32")),
            world.World.Start(world.Request("203.0.113.2", "203.0.113.0/24")),
            world.World.Start(world.Request("203.0.113.3")),
        ];
        world.World.Deliver(world.World.Upstream.Release);

        Assert.Equal(["203.0.113.1/32/24", "203.0.113.0/24/24", "-"], (await Task.WhenAll(tasks)).Select(SubnetWorld.Echo));
    }

    [Fact]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.MaxParallelPerName))]
    [Rfc(7871, "11.2")]
    public async Task MaxParallelPerName_bounds_the_networks_in_flight_and_the_rest_share_one_question()
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxParallelPerName = 3 });
        world.World.Upstream.Hold();

        List<Task<DnsResponse>> tasks = [.. Enumerable.Range(1, 50).Select(i => world.World.Start(world.Request($"203.0.{i}.1")))];
        world.World.Deliver(world.World.Upstream.Release);

        Assert.Equal(["203.0.1.0/24/0", "203.0.2.0/24/0", "203.0.3.0/24/0", "-"], world.Sent);
        Assert.Equal(4, (await Task.WhenAll(tasks)).Select(SubnetWorld.Number).Distinct().Count());
    }

    [Fact]
    public void Where_there_is_no_room_a_network_in_flight_is_still_joined()
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxParallelPerName = 1 });
        world.World.Upstream.Hold();

        _ = world.World.Start(world.Request("203.0.113.1"));
        _ = world.World.Start(world.Request("203.0.113.2"));

        Assert.Single(world.Sent);
    }

    [Fact]
    public void When_questions_have_ended_there_is_room_again()
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxParallelPerName = 1 });
        world.Override = _ => throw CacheUpstream.Failure(Dns.Errors.TransportFailure.Timeout);
        world.World.AskInVain(world.Request("203.0.113.1"));
        world.World.Pass(5);
        world.Override = _ => null;

        world.Ask("198.51.100.1");

        Assert.Equal("198.51.100.0/24/0", world.Sent[^1]);
    }

    [Fact]
    public void Without_joining_each_asks_for_itself()
    {
        SubnetWorld world = new(options: new CacheTransportOptions { MaxBytes = 1 << 20, JoinRequests = false });
        world.World.Upstream.Hold();

        _ = world.World.Start(world.Request("203.0.113.1"));
        _ = world.World.Start(world.Request("203.0.113.2"));

        Assert.Equal(2, world.Sent.Length);
    }
}
