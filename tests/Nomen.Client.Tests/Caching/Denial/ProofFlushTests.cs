using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Flushing forgets proofs as well as responses.</summary>
public sealed class ProofFlushTests
{
    [Theory]
    [InlineData(DenialScheme.Nsec)]
    [InlineData(DenialScheme.Nsec3)]
    public void Flushing_a_name_forgets_what_answers_for_it(DenialScheme scheme)
    {
        DenialWorld world = Trained(scheme);
        string? before = world.Synthesized("b.m.example");

        world.World.Cache.Flush(DomainName.Parse("c.m.example"));

        Assert.Equal("NXDOMAIN", before);
        Assert.Null(world.Synthesized("c.m.example"));
        Assert.Equal("NODATA", world.Synthesized("example", DnsType.TXT));
    }

    [Theory]
    [InlineData(DenialScheme.Nsec, "example", "b.x.m.example", DnsType.A)]
    [InlineData(DenialScheme.Nsec, "example", "x.m.example", DnsType.TXT)]
    [InlineData(DenialScheme.Nsec, "m.example", "b.x.m.example", DnsType.A)]
    [InlineData(DenialScheme.Nsec, "m.example", "x.m.example", DnsType.TXT)]
    [InlineData(DenialScheme.Nsec, "x.m.example", "b.x.m.example", DnsType.A)]
    [InlineData(DenialScheme.Nsec, "x.m.example", "x.m.example", DnsType.TXT)]
    [InlineData(DenialScheme.Nsec3, "example", "b.x.m.example", DnsType.A)]
    [InlineData(DenialScheme.Nsec3, "example", "x.m.example", DnsType.TXT)]
    [InlineData(DenialScheme.Nsec3, "m.example", "b.x.m.example", DnsType.A)]
    [InlineData(DenialScheme.Nsec3, "m.example", "x.m.example", DnsType.TXT)]
    public void Flushing_a_zone_forgets_what_answers_for_names_in_it(DenialScheme scheme, string flushed, string asked, DnsType type)
    {
        DenialWorld world = Trained(scheme);

        world.World.Cache.FlushZone(DomainName.Parse(flushed));

        Assert.Null(world.Synthesized(asked, type));
    }

    [Fact]
    public void Flushing_a_zone_leaves_the_rest()
    {
        DenialWorld world = Trained(DenialScheme.Nsec);

        world.World.Cache.FlushZone(DomainName.Parse("m.example"));

        Assert.Equal("NODATA", world.Synthesized("z.example", DnsType.TXT));
    }

    [Fact]
    public void Flushing_everything_leaves_no_octet()
    {
        DenialWorld world = Trained(DenialScheme.Nsec3);

        world.World.Cache.FlushAll();

        Assert.Equal(0, world.World.Cache.Statistics.ProofBytes);
        Assert.Null(world.Synthesized("b.example"));
    }

    [Fact]
    public void What_was_under_way_during_a_flush_is_not_kept()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "z A"));
        world.World.Upstream.Hold();
        var asked = world.World.Start(CacheWorld.Request("a.example"));

        world.World.Cache.FlushAll();
        world.World.Deliver(world.World.Upstream.Release);

        Assert.True(asked.IsCompletedSuccessfully);
        Assert.Equal(0, world.World.Cache.Statistics.ProofBytes);
    }

    private static DenialWorld Trained(DenialScheme scheme)
    {
        DenialWorld world = new(new SignedZone(scheme, "m A", "x.m A", "z A"));
        foreach (string name in (string[])["example", "m.example", "x.m.example", "z.example"])
        {
            world.Ask(name, DnsType.MX);
        }

        world.Ask("a.m.example");
        world.Ask("a.x.m.example");
        return world;
    }
}
