using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>How long proofs answer, and what ends them before (RFC 8198 section 5.4).</summary>
public sealed class ProofLifetimeTests
{
    [Theory]
    [InlineData(600, 900, 600, 3600, 600)]
    [InlineData(50, 900, 600, 3600, 50)]
    [InlineData(600, 50, 600, 3600, 50)]
    [InlineData(600, 900, 50, 3600, 50)]
    [InlineData(600, 900, 600, 50, 50)]
    [Rfc(8198, "5.4")]
    [Rfc(9077, "3")]
    public void A_denial_lives_for_the_lowest_of_proof_SOA_MINIMUM_and_cap(uint proof, uint soa, uint minimum, int cap, int lifetime)
    {
        DenialWorld world = new(
            new SignedZone(DenialScheme.Nsec, "z A") { ProofTtl = proof, SoaTtl = soa, Minimum = minimum },
            DenialWorld.Options with { MaxNegativeTtl = TimeSpan.FromSeconds(cap) });
        world.Ask("a.example");

        world.World.Pass(lifetime - 1);
        uint[] shown = CacheWorld.Ttls(world.Ask("b.example", dnssecOk: true).Message);
        world.World.Pass(1);

        Assert.All(shown, static ttl => Assert.Equal(1u, ttl));
        Assert.Null(world.Synthesized("c.example"));
    }

    [Fact]
    [Rfc(4035, "5.3.3")]
    public void A_proof_ends_with_what_the_validator_allows()
    {
        SignedZone zone = new(DenialScheme.Nsec, "z A") { Judge = static rrset => rrset with { AllowedTtl = Math.Min(rrset.AllowedTtl, rrset.Type == DnsType.NSEC ? 7u : 900u) } };
        DenialWorld world = new(zone);
        world.Ask("a.example");

        world.World.Pass(6);
        string? before = world.Synthesized("b.example");
        world.World.Pass(1);

        Assert.Equal("NXDOMAIN", before);
        Assert.Null(world.Synthesized("c.example"));
    }

    [Fact]
    public void A_wildcards_answer_ends_with_its_RRset()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "*.w A") { Ttl = 20 });
        world.Ask("one.w.example");

        world.World.Pass(19);
        uint[] shown = CacheWorld.Ttls(world.Ask("two.w.example", dnssecOk: true).Message);
        world.World.Pass(1);

        Assert.All(shown, static ttl => Assert.Equal(1u, ttl));
        Assert.Null(world.Synthesized("three.w.example"));
    }

    [Fact]
    public void A_name_that_appears_is_seen_when_the_proof_against_it_ends()
    {
        SignedZone zone = new(DenialScheme.Nsec, "z A");
        DenialWorld world = new(zone);
        world.Ask("a.example");
        zone.Add("new A");

        string? before = world.Synthesized("new.example");
        world.World.Pass(600);

        Assert.Equal("NXDOMAIN", before);
        Assert.Equal(1, world.Ask("new.example").Message.Answers.Count);
    }

    [Theory]
    [InlineData(DenialScheme.Nsec)]
    [InlineData(DenialScheme.Nsec3)]
    public void A_Secure_answer_ends_the_proof_against_its_name(DenialScheme scheme)
    {
        SignedZone zone = new(scheme, "z A");
        DenialWorld world = new(zone);
        world.Ask("a.example");
        world.Ask("z.example", DnsType.MX);
        world.Ask("example", DnsType.MX);
        string? before = world.Synthesized("new.example", DnsType.TXT);
        zone.Add("new A");

        // CD asks the upstream whatever is known.
        world.Ask("new.example", DnsType.A, DnsFlags.RD | DnsFlags.CD);

        Assert.Equal("NXDOMAIN", before);
        Assert.Null(world.Synthesized("new.example", DnsType.AAAA));
    }

    [Fact]
    public void A_newer_proof_replaces_those_it_overlaps()
    {
        SignedZone zone = new(DenialScheme.Nsec, "z A");
        DenialWorld world = new(zone);
        world.Ask("a.example");
        zone.Add("m A");

        // NODATA at the new name, and the name before it: both proofs speak of the zone as it is now.
        world.Ask("m.example", DnsType.MX, DnsFlags.RD | DnsFlags.CD);

        Assert.Null(world.Synthesized("b.example"));
        Assert.Equal("NXDOMAIN", world.Synthesized("n.example") ?? world.Synthesized("o.example"));
    }

    [Fact]
    [Rfc(5155, "8.2")]
    public void New_NSEC3_parameters_replace_the_chain()
    {
        SignedZone zone = new(DenialScheme.Nsec3, "z A");
        DenialWorld world = new(zone);
        world.Ask("example", DnsType.MX);
        world.Ask("z.example", DnsType.MX);
        string? before = world.Synthesized("a.example");
        zone.Salt = [1, 2];

        world.Ask("z.example", DnsType.HINFO, DnsFlags.RD | DnsFlags.CD);

        Assert.Equal("NXDOMAIN", before);
        Assert.Null(world.Synthesized("b.example"));
    }
}
