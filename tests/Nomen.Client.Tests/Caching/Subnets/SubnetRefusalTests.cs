using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Upstreams that refuse a subnet, or answer for another one: asked again without, and not asked with one for a while.</summary>
public sealed class SubnetRefusalTests
{
    [Theory]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.FormErr)]
    [Rfc(7871, "7.1.3")]
    [Rfc(7871, "7.3")]
    public void A_refusal_is_asked_again_without_the_subnet(Rcode rcode)
    {
        SubnetWorld world = Refusing(rcode: rcode);

        DnsResponse response = world.Ask(option: "203.0.113.0/24");

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(["203.0.113.0/24/0", "-"], world.Sent);
        Assert.Equal("203.0.113.0/24/24", SubnetWorld.Echo(response));
    }

    [Fact]
    public void Who_comes_next_gets_what_came_without_the_subnet()
    {
        SubnetWorld world = Refusing();
        world.Ask("203.0.113.77");

        int[] answers = [world.Answer("203.0.113.77"), world.Answer("198.51.100.1"), world.Answer()];

        Assert.Equal([1, 1, 1], answers);
    }

    [Fact]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.RefusalMemory))]
    public void RefusalMemory_is_how_long_the_question_goes_without()
    {
        SubnetWorld world = Refusing(new ClientSubnetOptions { RefusalMemory = TimeSpan.FromSeconds(60) });
        world.Ttl = 1;
        world.Ask("203.0.113.77");
        world.World.Pass(59);
        world.Ask("203.0.113.77");
        world.World.Pass(1);
        world.Ask("203.0.113.77");

        Assert.Equal(["203.0.113.0/24/0", "-", "-", "203.0.113.0/24/0", "-"], world.Sent);
    }

    [Fact]
    public void A_name_that_the_server_refuses_either_way_says_nothing_about_subnets()
    {
        SubnetWorld world = new();
        world.Override = request => CacheUpstream.Reply(request, rcode: Rcode.Refused);
        world.Ask("203.0.113.77");
        world.Override = _ => null;
        world.World.Pass(5);

        world.Ask("203.0.113.77");

        Assert.Equal(["203.0.113.0/24/0", "-", "203.0.113.0/24/0"], world.Sent);
    }

    [Fact]
    public void What_was_kept_for_networks_goes_with_a_refusal()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");
        world.Override = RefusesSubnets();
        world.Ask("198.51.100.1");

        Assert.Equal(2, world.Answer("203.0.113.77"));
        Assert.Equal(2, world.World.Cache.Statistics.Entries);
    }

    [Fact]
    public void An_upstream_that_refuses_one_after_the_other_is_asked_with_none_for_a_while()
    {
        SubnetWorld world = Refusing();
        for (int i = 0; i < SubnetPause.RefusalsInARow; i++)
        {
            world.Ask("203.0.113.77", name: $"a{i}.cdn.example");
        }

        world.Ask("203.0.113.77", name: "new.cdn.example");
        world.World.Pass(15 * 60);
        world.Ask("203.0.113.77", name: "other.cdn.example");

        Assert.Equal(["-", "203.0.113.0/24/0", "-"], world.Sent[^3..]);
    }

    [Fact]
    public void An_answer_in_between_shows_that_it_is_not_the_upstream()
    {
        SubnetWorld world = Refusing();
        for (int i = 0; i < SubnetPause.RefusalsInARow; i++)
        {
            world.Override = i == 3 ? _ => null : RefusesSubnets();
            world.Ask("203.0.113.77", name: $"a{i}.cdn.example");
        }

        world.Ask("203.0.113.77", name: "new.cdn.example");

        Assert.Equal("203.0.113.0/24/0", world.Sent[^2]);
    }

    [Theory]
    [InlineData("00011818c6336400")]
    [InlineData("00011818c63364")]
    [InlineData("00011718cb0070")]
    [InlineData("00021818cb0071")]
    [InlineData("00011821cb0071")]
    [InlineData("0001")]
    [Rfc(7871, "7.3")]
    [Rfc(7871, "11.2")]
    public void A_response_for_another_subnet_is_dropped_and_asked_for_without(string data)
    {
        SubnetWorld world = new();
        world.Override = request => request.Edns!.Find<ClientSubnetOption>() is null
            ? null
            : world.Reply(request, new UnknownOption(EdnsOptionCode.ClientSubnet, Convert.FromHexString(data)));

        int answer = world.Answer("203.0.113.77");

        Assert.Equal(2, answer);
        Assert.Equal([2, 2], [world.Answer("203.0.113.77"), world.Answer()]);
    }

    [Fact]
    public void A_scope_in_a_response_that_nobody_asked_for_keeps_it_out_of_the_cache()
    {
        SubnetWorld world = new(new ClientSubnetOptions { Zones = [] });
        world.Override = request => world.Reply(request, new ClientSubnetOption(System.Net.IPAddress.Parse("203.0.113.0"), 24, 24));
        world.Ask("203.0.113.77");

        DnsResponse response = world.Ask("198.51.100.1");

        Assert.Equal((2, "-"), (SubnetWorld.Number(response), SubnetWorld.Echo(response)));
    }

    private static SubnetWorld Refusing(ClientSubnetOptions? options = null, Rcode rcode = Rcode.Refused) => new(options) { Override = RefusesSubnets(rcode) };

    private static Func<DnsRequest, DnsResponse?> RefusesSubnets(Rcode rcode = Rcode.Refused) => request =>
        request.Edns!.Find<ClientSubnetOption>() is null ? null : CacheUpstream.Reply(request, rcode: rcode);
}
