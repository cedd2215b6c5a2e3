using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>What the upstream learns of a client: nothing unless told so, and never more than allowed.</summary>
public sealed class SubnetSendingTests
{
    [Fact]
    [Rfc(7871, "11.3")]
    public void Nothing_is_told_of_a_client_by_default()
    {
        CacheWorld world = new();

        world.Ask(new SubnetWorld().Request("203.0.113.77"));

        Assert.Empty(world.Upstream.Asked[0].Edns!.Options);
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.ClientSubnet))]
    [Rfc(7871, "7.1.1")]
    public void The_clients_network_is_sent_when_it_is_on()
    {
        SubnetWorld world = new();

        world.Ask("203.0.113.77");

        Assert.Equal(["203.0.113.0/24/0"], world.Sent);
    }

    [Fact]
    [Rfc(7871, "11.1")]
    public void Of_an_IPv6_address_56_bits_are_sent()
    {
        SubnetWorld world = new();

        world.Ask("2001:db8:fd13:4231:2112:8a2e:c37b:7334");

        Assert.Equal(["2001:db8:fd13:4200::/56/0"], world.Sent);
    }

    [Fact]
    public void An_IPv4_address_in_the_form_of_an_IPv6_one_is_IPv4()
    {
        SubnetWorld world = new();

        world.Ask("::ffff:203.0.113.77");

        Assert.Equal(["203.0.113.0/24/0"], world.Sent);
    }

    [Theory]
    [InlineData(0, "-")]
    [InlineData(13, "203.0.0.0/13/0")]
    [InlineData(32, "203.0.113.77/32/0")]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.MaxSourceIPv4))]
    public void MaxSourceIPv4_is_the_most_that_is_sent_of_IPv4(int most, string sent)
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxSourceIPv4 = most });

        world.Ask("203.0.113.77");

        Assert.Equal([sent], world.Sent);
    }

    [Theory]
    [InlineData(0, "-")]
    [InlineData(32, "2001:db8::/32/0")]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.MaxSourceIPv6))]
    public void MaxSourceIPv6_is_the_most_that_is_sent_of_IPv6(int most, string sent)
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxSourceIPv6 = most });

        world.Ask("2001:db8:fd13:4231::1");

        Assert.Equal([sent], world.Sent);
    }

    [Theory]
    [InlineData("203.0.113.0/16", "203.0.0.0/16/0")]
    [InlineData("203.0.113.77/32", "203.0.113.0/24/0")]
    [InlineData("203.0.113.0/24", "203.0.113.0/24/0")]
    [Rfc(7871, "7.1.1")]
    [Rfc(7871, "7.1.2")]
    public void The_shorter_of_what_the_asker_gives_and_what_is_allowed_is_sent(string option, string sent)
    {
        SubnetWorld world = new();

        world.Ask("203.0.113.77", option);

        Assert.Equal([sent], world.Sent);
    }

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0/0/0")]
    [InlineData("::/0", "::/0/0")]
    [Rfc(7871, "7.1.2")]
    [Rfc(7871, "11.1")]
    public void Who_asks_with_no_bits_has_none_sent_and_nobody_further_on_may_add_any(string option, string sent)
    {
        SubnetWorld world = new();

        world.Ask("203.0.113.77", option);

        Assert.Equal([sent], world.Sent);
    }

    [Fact]
    [Rfc(7871, "7.1.2")]
    public void Of_a_client_whose_context_says_that_it_is_private_nothing_is_sent()
    {
        SubnetWorld world = new();
        QueryContext context = new(world.World.Run.Services.TimeProvider, TimeSpan.FromSeconds(30)) { Client = IPEndPoint.Parse("203.0.113.77:5353"), IsClientPrivate = true };

        world.World.Ask(world.Request().With(context));

        Assert.Equal(["0.0.0.0/0/0"], world.Sent);
        Assert.True(world.World.Upstream.Asked[0].Context!.IsClientPrivate);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.9.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.7.7")]
    [InlineData("172.31.255.1")]
    [InlineData("192.168.0.9")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:192.168.0.9")]
    [Rfc(7871, "11.3")]
    public void Addresses_that_are_not_routed_are_never_sent(string client)
    {
        SubnetWorld world = new();

        world.Ask(client);
        world.Ask(client, option: IPAddress.Parse(client).IsIPv4MappedToIPv6 ? "192.168.0.0/24" : client + "/24");

        Assert.All(world.Sent, sent => Assert.Equal("-", sent));
    }

    [Theory]
    [InlineData("9.255.255.255", "9.255.255.0/24/0")]
    [InlineData("100.63.255.255", "100.63.255.0/24/0")]
    [InlineData("100.128.0.1", "100.128.0.0/24/0")]
    [InlineData("172.15.255.255", "172.15.255.0/24/0")]
    [InlineData("172.32.0.1", "172.32.0.0/24/0")]
    [InlineData("192.167.255.1", "192.167.255.0/24/0")]
    [InlineData("223.255.255.1", "223.255.255.0/24/0")]
    [InlineData("2600::1", "2600::/56/0")]
    [InlineData("fbff::1", "fbff::/56/0")]
    public void Their_neighbours_are(string client, string sent)
    {
        SubnetWorld world = new();

        world.Ask(client);

        Assert.Equal([sent], world.Sent);
    }

    [Theory]
    [InlineData("www.cdn.example", DnsType.NS)]
    [InlineData("www.cdn.example", DnsType.SOA)]
    [InlineData("www.cdn.example", DnsType.DS)]
    [InlineData("www.cdn.example", DnsType.DNSKEY)]
    [InlineData(".", DnsType.A)]
    [InlineData("example", DnsType.A)]
    [Rfc(7871, "12.1")]
    public void Infrastructure_root_and_top_level_names_carry_none(string name, DnsType type)
    {
        SubnetWorld world = new();
        world.Override = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);

        world.Ask("203.0.113.77", "203.0.113.0/24", name, type);

        Assert.Equal(["-"], world.Sent);
    }

    [Fact]
    [Rfc(7871, "7.5")]
    public void What_goes_past_the_cache_goes_without_a_network()
    {
        SubnetWorld world = new();

        world.Ask("203.0.113.77", "203.0.113.77/32", type: DnsType.ANY);

        Assert.Equal(["-"], world.Sent);
    }

    [Fact]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.Zones))]
    [Rfc(7871, "12.2")]
    public void Zones_names_what_is_asked_for_with_a_subnet()
    {
        SubnetWorld world = new(new ClientSubnetOptions { Zones = [DomainName.Parse("cdn.example"), DomainName.Parse("near.test")] });

        world.Ask("203.0.113.77", name: "a.CDN.example");
        world.Ask("203.0.113.77", name: "near.test");
        world.Ask("203.0.113.77", name: "www.example");
        world.Ask("203.0.113.77", "203.0.113.0/24", name: "notcdn.example");

        Assert.Equal(["203.0.113.0/24/0", "203.0.113.0/24/0", "-", "-"], world.Sent);
    }

    [Fact]
    public void A_request_without_EDNS_gets_none()
    {
        SubnetWorld world = new();

        world.World.Ask(world.Request("203.0.113.77").With(edns: null));

        Assert.Null(world.World.Upstream.Asked[0].Edns);
    }

    [Fact]
    [Rfc(7871, "7.1.1")]
    public void What_is_asked_again_is_asked_with_all_the_bits_again()
    {
        SubnetWorld world = new() { Scope = _ => 16, Ttl = 10 };

        world.Ask("203.0.113.77");
        world.World.Pass(10);
        world.Ask("203.0.113.77");

        Assert.Equal(["203.0.113.0/24/0", "203.0.113.0/24/0"], world.Sent);
    }
}
