using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>Several zones together: the nearest one answers.</summary>
public sealed class ZoneSetTests
{
    private static readonly Zone Parent = ZoneText.Zone("example.", """
        @ SOA ns admin 1 1 1 1 1
        @ NS ns
        child NS ns.child
        child DS 1 13 2 00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff
        ns.child A 192.0.2.53
        toChild CNAME www.child
        """);

    private static readonly Zone Child = ZoneText.Zone("child.example.", """
        @ SOA ns admin 2 1 1 1 1
        @ NS ns
        ns A 192.0.2.53
        www A 192.0.2.80
        """);

    [Fact]
    [Rfc(1034, "4.3.2")]
    public void The_nearest_zone_answers()
    {
        ZoneTransport transport = new(Parent, Child);

        Assert.Equal(["www.child.example. A 192.0.2.80"], transport.Ask("www.child.example.", DnsType.A).Lines(DnsSection.Answer));
        Assert.Equal(["child.example. SOA"], transport.Ask("nothing.child.example.", DnsType.A).Lines(DnsSection.Authority));
    }

    [Fact]
    public void An_alias_is_followed_from_zone_to_zone()
    {
        ZoneTransport transport = new(Parent, Child);

        Assert.Equal(
            ["toChild.example. CNAME www.child.example.", "www.child.example. A 192.0.2.80"],
            transport.Ask("toChild.example.", DnsType.A).Lines(DnsSection.Answer));
    }

    [Fact]
    public void An_alias_into_a_delegation_ends_in_a_referral_and_keeps_AA()
    {
        DnsResponse response = new ZoneTransport(Parent).Ask("toChild.example.", DnsType.A);

        Assert.Equal(["toChild.example. CNAME www.child.example."], response.Lines(DnsSection.Answer));
        Assert.Equal(["child.example. NS ns.child.example."], response.Lines(DnsSection.Authority));
        Assert.True(response.Message.Flags.HasFlag(DnsFlags.AA));
    }

    [Fact]
    [Rfc(4035, "3.1.4.1")]
    public void DS_is_answered_by_the_parent_when_both_are_here()
    {
        Assert.Equal(["child.example. DS"], new ZoneTransport(Parent, Child).Ask("child.example.", DnsType.DS).Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(4035, "3.1.4.1")]
    public void DS_is_NODATA_from_the_child_when_the_parent_is_elsewhere()
    {
        DnsResponse response = new ZoneTransport(Child).Ask("child.example.", DnsType.DS);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(["child.example. SOA"], response.Lines(DnsSection.Authority));
    }

    [Fact]
    public void The_root_may_be_a_zone()
    {
        Zone root = ZoneText.Zone(".", "@ SOA ns admin 1 1 1 1 1\n@ NS ns\nns A 192.0.2.1\nexample NS ns.example\nns.example A 192.0.2.2");
        ZoneTransport transport = new(root);

        Assert.Equal([". NS ns."], transport.Ask(".", DnsType.NS).Lines(DnsSection.Answer));
        Assert.Equal(["ns.example. A 192.0.2.2"], transport.Ask("www.example.", DnsType.A).Lines(DnsSection.Additional));
        Assert.Equal(Rcode.NxDomain, transport.Ask("test.", DnsType.DS).Rcode);
        Assert.Equal([". SOA"], transport.Ask(".", DnsType.DS).Lines(DnsSection.Authority));
    }

    [Fact]
    public void Two_zones_of_one_name_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ZoneSet(Parent, Parent));
    }

    [Fact]
    public void A_zone_is_found_by_its_name_alone()
    {
        ZoneSet zones = new(Parent, Child);

        Assert.True(zones.TryGet(DomainName.Parse("CHILD.example."), DnsClass.IN, out Zone? child));
        Assert.Same(Child, child);
        Assert.False(zones.TryGet(DomainName.Parse("www.example."), DnsClass.IN, out _));
        Assert.False(zones.TryGet(DomainName.Parse("example."), DnsClass.CH, out _));
    }
}
