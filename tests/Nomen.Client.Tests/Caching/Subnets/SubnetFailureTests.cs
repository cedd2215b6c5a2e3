using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Failures of a question beside answers to it for some clients: they hide none of them, and nobody can bring one about for the others.</summary>
public sealed class SubnetFailureTests
{
    private static readonly CacheTransportOptions Stale = new() { MaxBytes = 1 << 20, ServeStale = new ServeStaleOptions() };

    [Fact]
    public void A_failure_for_one_network_hides_no_answer_for_those_without_one()
    {
        SubnetWorld world = new();
        world.Ask("10.0.0.1");
        world.Override = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("203.0.113.77");

        DnsMessage? fast = world.World.AskFast(CacheWorld.Request(SubnetWorld.Name));

        Assert.Null(fast);
        Assert.Equal(1, world.Answer("10.0.0.1"));
    }

    [Theory]
    [InlineData("203.0.113.77")]
    [InlineData("10.0.0.1")]
    [Rfc(8767, "5")]
    public void A_failed_refresh_is_not_tried_again_for_the_recheck_time(string client)
    {
        SubnetWorld world = new(options: Stale) { Ttl = 10 };
        world.Ask(client);
        world.World.Pass(11);
        world.Override = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);
        world.Ask(client);
        world.World.Pass(29);

        DnsResponse stale = world.Ask(client);
        world.World.Pass(1);
        world.Ask(client);

        Assert.Equal(AnswerSource.StaleCache, stale.Source);
        Assert.Equal(3, world.World.AskedUpstream);
    }

    [Fact]
    [Rfc(8767, "4")]
    public void What_every_client_was_told_since_goes_before_what_a_network_was_told()
    {
        SubnetWorld world = new(options: Stale) { Ttl = 10 };
        world.Ask("203.0.113.77");
        world.World.Pass(11);
        (world.Scope, world.Ttl) = (_ => 0, 0);
        world.Ask("203.0.113.77");
        world.Override = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);

        world.World.AskInVain(world.Request("203.0.113.77"));
    }

    [Theory]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.FormErr)]
    [Rfc(7871, "7.3")]
    public void An_option_without_bits_that_is_refused_is_left_out(Rcode rcode)
    {
        SubnetWorld world = new() { Ttl = 1 };
        world.Override = request => request.Edns!.Find<ClientSubnetOption>() is null ? null : CacheUpstream.Reply(request, rcode: rcode);

        DnsResponse first = world.Ask("203.0.113.77", "0.0.0.0/0");
        world.World.Pass(1);
        world.Ask("203.0.113.77", "0.0.0.0/0");

        Assert.Equal((Rcode.NoError, "0.0.0.0/0/0"), (first.Rcode, SubnetWorld.Echo(first)));
        Assert.Equal(["0.0.0.0/0/0", "-", "-"], world.Sent);
    }
}
