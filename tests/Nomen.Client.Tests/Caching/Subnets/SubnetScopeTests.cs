using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Who gets what is kept: those whom the answer's scope covers, the longest prefix first.</summary>
public sealed class SubnetScopeTests
{
    [Theory]
    [InlineData(24, "203.0.113.200", 1)]
    [InlineData(24, "203.0.112.77", 2)]
    [InlineData(16, "203.0.7.7", 1)]
    [InlineData(16, "203.1.113.77", 2)]
    [InlineData(17, "203.0.127.1", 1)]
    [InlineData(17, "203.0.128.1", 2)]
    [InlineData(1, "129.0.0.1", 1)]
    [InlineData(1, "100.0.0.1", 2)]
    [Rfc(7871, "7.3.1")]
    [Rfc(7871, "7.3.2")]
    public void An_answer_is_for_the_network_of_its_scope(byte scope, string other, int expected)
    {
        SubnetWorld world = new() { Scope = _ => scope };

        world.Ask("203.0.113.77");

        Assert.Equal(expected, world.Answer(other));
    }

    [Theory]
    [InlineData(48, "2001:db8:1:ff00::9", 1)]
    [InlineData(48, "2001:db8:2::1", 2)]
    [InlineData(56, "2001:db8:1:ff::9", 1)]
    [InlineData(56, "2001:db8:1:100::9", 2)]
    [InlineData(7, "2101::9", 1)]
    [Rfc(7871, "7.3.2")]
    public void An_IPv6_network_is_as_good(byte scope, string other, int expected)
    {
        SubnetWorld world = new() { Scope = _ => scope };

        world.Ask("2001:db8:1::1");

        Assert.Equal(expected, world.Answer(other));
    }

    [Fact]
    [Rfc(7871, "7.3.2")]
    public void The_longest_prefix_that_covers_the_client_wins()
    {
        SubnetWorld world = new();
        world.Scope = sent => sent.Address.ToString() switch { "203.0.113.0" => 24, "203.0.64.0" => 18, _ => 8 };
        world.Ask("203.0.113.1");
        world.Ask("203.0.64.1");
        world.Ask("203.200.0.1");

        int[] answers = [world.Answer("203.0.113.9"), world.Answer("203.0.65.9"), world.Answer("203.7.7.7")];

        Assert.Equal([1, 2, 3], answers);
        Assert.Equal(3, world.World.AskedUpstream);
    }

    [Fact]
    public void When_the_longest_has_expired_the_next_one_serves()
    {
        SubnetWorld world = new() { Scope = sent => sent.Address.ToString() == "203.0.113.0" ? (byte)24 : (byte)8, Ttl = 10 };
        world.Ask("203.0.113.1");
        world.Ttl = 300;
        world.Ask("203.200.0.1");
        world.World.Pass(10);

        Assert.Equal(2, world.Answer("203.0.113.9"));
    }

    [Fact]
    [Rfc(7871, "7.3.1")]
    public void Scope_0_is_for_every_client_those_without_a_network_too()
    {
        SubnetWorld world = new() { Scope = _ => 0 };
        world.Ask("203.0.113.77");

        int[] answers = [world.Answer("198.51.100.1"), world.Answer("2001:db8::1"), world.Answer(), world.Answer("192.168.0.1"), world.Answer("198.51.100.1", "0.0.0.0/0")];

        Assert.Equal([1, 1, 1, 1, 1], answers);
    }

    [Fact]
    [Rfc(7871, "7.3")]
    public void A_response_without_the_option_is_for_every_client()
    {
        SubnetWorld world = new() { Scope = _ => null };
        world.Ask("203.0.113.77");

        Assert.Equal([1, 1], [world.Answer("198.51.100.1"), world.Answer()]);
    }

    [Fact]
    [Rfc(7871, "7.3.1")]
    public void A_scope_longer_than_the_longest_source_is_kept_at_the_source()
    {
        SubnetWorld world = new() { Scope = _ => 32 };
        world.Ask("203.0.113.77");

        Assert.Equal([1, 2], [world.Answer("203.0.113.200"), world.Answer("203.0.112.1")]);
    }

    [Fact]
    [Rfc(7871, "7.3.1")]
    [Rfc(7871, "7.3.2")]
    public void A_scope_longer_than_a_short_source_is_for_those_alone_who_ask_with_just_that()
    {
        SubnetWorld world = new() { Scope = sent => (byte)Math.Max(20, (int)sent.SourcePrefixLength) };
        world.Ask(option: "203.0.0.0/16");

        int[] answers = [world.Answer(option: "203.0.0.0/16"), world.Answer("203.0.113.77"), world.Answer(option: "203.0.0.0/15")];

        Assert.Equal([1, 2, 3], answers);
    }

    [Fact]
    [Rfc(7871, "7.3.2")]
    public void Who_gives_few_bits_of_its_own_address_is_still_known_by_all_of_it()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");

        int answer = world.Answer("203.0.113.78", option: "203.0.0.0/16");

        Assert.Equal(1, answer);
    }

    [Fact]
    [Rfc(7871, "7.3.1")]
    public void What_was_asked_for_with_no_bits_is_not_for_those_with_a_network()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77", "0.0.0.0/0");

        int[] answers = [world.Answer("203.0.113.78"), world.Answer("198.51.100.1", "0.0.0.0/0"), world.Answer(), world.Answer("192.168.0.1")];

        Assert.Equal([2, 1, 1, 1], answers);
    }

    [Fact]
    [Rfc(7871, "7.3.2")]
    public void What_is_for_one_network_is_not_for_those_without()
    {
        SubnetWorld world = new();
        world.Ask("203.0.113.77");

        Assert.Equal([2, 2], [world.Answer(), world.Answer("203.0.113.78", "0.0.0.0/0")]);
    }

    [Fact]
    [Rfc(7871, "7.4")]
    public void One_network_may_be_denied_what_another_gets()
    {
        SubnetWorld world = new();
        world.Override = Denying;
        world.Ask("203.0.113.77");
        world.Ask("198.51.100.1");

        Rcode[] codes = [world.Ask("203.0.113.78").Rcode, world.Ask("198.51.100.2").Rcode];

        Assert.Equal([Rcode.NxDomain, Rcode.NoError], codes);
        Assert.Equal(2, world.World.AskedUpstream);
    }

    [Fact]
    [Rfc(7871, "7.4")]
    public void A_referral_is_for_every_client_whatever_its_scope()
    {
        SubnetWorld world = new();
        world.Override = request => CacheUpstream.Reply(
            request, authority: "cdn.example. 300 IN NS ns.cdn.example.", edns: EdnsRecord.Default.With(new ClientSubnetOption(request.Edns!.Find<ClientSubnetOption>()!.Address, 24, 24)));
        world.Ask("203.0.113.77");

        world.Ask("198.51.100.1");

        Assert.Equal(1, world.World.AskedUpstream);
    }

    [Fact]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.MaxScopesPerName))]
    [Rfc(7871, "11.3")]
    public void MaxScopesPerName_bounds_the_networks_of_a_name()
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxScopesPerName = 3 });
        for (int i = 0; i < 50; i++)
        {
            world.Ask($"203.0.{i}.1");
        }

        Assert.Equal(3, world.World.Cache.Find(DomainName.Parse(SubnetWorld.Name)).Count);
        Assert.Equal([48, 49, 50], [world.Answer("203.0.47.1"), world.Answer("203.0.48.1"), world.Answer("203.0.49.1")]);
        Assert.Equal(51, world.Answer("203.0.46.1"));
    }

    [Fact]
    public void A_hundred_networks_of_a_family_are_kept_by_default_and_each_family_has_its_own()
    {
        SubnetWorld world = new();
        world.Ask("2001:db8::1");
        for (int i = 0; i < 100; i++)
        {
            world.Ask($"203.0.{i}.1");
        }

        Assert.Equal(1, world.Answer("2001:db8::1"));
        Assert.Equal(2, world.Answer("203.0.0.1"));
        Assert.Equal(101, world.World.AskedUpstream);
    }

    [Fact]
    public void What_has_expired_makes_room_before_what_has_not()
    {
        SubnetWorld world = new(new ClientSubnetOptions { MaxScopesPerName = 2 });
        world.Ask("203.0.1.1");
        world.Ttl = 5;
        world.Ask("203.0.2.1");
        world.World.Pass(5);
        world.Ask("203.0.3.1");

        Assert.Equal(1, world.Answer("203.0.1.1"));
    }

    private static DnsResponse? Denying(DnsRequest request) =>
        request.Edns!.Find<ClientSubnetOption>() is { } sent && sent.Address.ToString() == "203.0.113.0"
            ? CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa, edns: EdnsRecord.Default.With(new ClientSubnetOption(sent.Address, 24, 24)))
            : null;
}
