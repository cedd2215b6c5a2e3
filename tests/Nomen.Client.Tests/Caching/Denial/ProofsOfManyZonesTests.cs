using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Which zone answers, and what else the cache knows.</summary>
public sealed class ProofsOfManyZonesTests
{
    [Theory]
    [InlineData(DenialScheme.Nsec)]
    [InlineData(DenialScheme.Nsec3)]
    public void The_root_denies_what_is_in_no_zone(DenialScheme scheme)
    {
        DenialWorld world = new(new SignedZone(DomainName.Root, scheme, "example NS DS"));
        world.Ask("test");
        world.Ask(".", DnsType.MX);
        world.Ask("example", DnsType.DS);
        world.Ask("local");

        Assert.Equal("NXDOMAIN", world.Synthesized("printer.test"));
        Assert.Equal("NODATA", world.Synthesized(".", DnsType.A));
        Assert.Null(world.Synthesized(".", DnsType.DS));
    }

    [Theory]
    [InlineData(DenialScheme.Nsec)]
    [InlineData(DenialScheme.Nsec3)]
    [Rfc(4035, "3.1.4.1")]
    public void The_parent_denies_DS_and_the_child_the_rest(DenialScheme scheme)
    {
        DenialWorld world = new(new SignedZone(DomainName.Root, scheme, "example NS"));
        world.Ask("a.example");
        world.Ask(".", DnsType.MX);
        world.Zones.Add(new SignedZone(scheme, "a A"));
        world.Ask("example", DnsType.MX);

        DnsResponse ofParent = world.Ask("example", DnsType.DS);
        DnsResponse ofChild = world.Ask("example", DnsType.TXT);

        Assert.Equal(AnswerSource.Synthesized, ofParent.Source);
        Assert.Equal(DomainName.Root, ofParent.Message.ReadRecords(DnsSection.Authority)[0].Owner);
        Assert.Equal(AnswerSource.Synthesized, ofChild.Source);
        Assert.Equal(SignedZone.DefaultApex, ofChild.Message.ReadRecords(DnsSection.Authority)[0].Owner);
    }

    [Fact]
    public void A_proof_comes_before_a_stale_answer()
    {
        SignedZone zone = new(DenialScheme.Nsec, "m A", "z A");
        DenialWorld world = new(zone, DenialWorld.Options with { ServeStale = new ServeStaleOptions { ClientWait = TimeSpan.Zero } });
        world.Ask("m.example");
        zone.Remove("m");
        world.World.Pass(300);
        world.Ask("n.example");

        Assert.Equal("NXDOMAIN", world.Synthesized("m.example"));
        Assert.Null(world.World.AskFast(CacheWorld.Request("m.example")));
    }

    [Fact]
    public void A_failure_that_is_remembered_comes_before_a_proof()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "z A"));
        Func<DnsRequest, DnsResponse> answer = world.World.Upstream.Answer;
        world.World.Upstream.Answer = static request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("a.example");
        world.World.Upstream.Answer = answer;
        world.Ask("b.example");

        Assert.Equal(Rcode.ServFail, world.Ask("a.example").Rcode);
    }

    [Fact]
    [Rfc(7871, "7.4")]
    public void A_proof_answers_for_every_network()
    {
        DenialWorld world = new(
            new SignedZone(DenialScheme.Nsec, "z A"),
            DenialWorld.Options with { ClientSubnet = new ClientSubnetOptions { AcceptForeignSubnets = true } });
        world.World.Ask(CacheWorld.Request("a.example").With(EdnsRecord.Default.With(new ClientSubnetOption(IPAddress.Parse("192.0.2.0"), 24))));

        DnsResponse response = world.World.Ask(CacheWorld.Request("b.example").With(EdnsRecord.Default.With(new ClientSubnetOption(IPAddress.Parse("198.51.100.0"), 24))));

        Assert.Equal(AnswerSource.Synthesized, response.Source);
        Assert.Equal(0, response.Message.Edns!.Find<ClientSubnetOption>()!.ScopePrefixLength);
    }
}
