using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Answers made from proofs that came for other questions (RFC 8198).</summary>
public sealed class SynthesisTests
{
    private static readonly string[] Nodes =
    [
        "a A", "al CNAME", "cut NS", "dn DNAME", "b.ent A", "*.w A TXT", "*.cw CNAME", "x.*.we A", "z A",
    ];

    // One question each for the proof at every name, and for the wildcards' RRsets.
    private static readonly (string Name, DnsType Type)[] Training =
    [
        ("@", DnsType.HINFO), ("a", DnsType.HINFO), ("al", DnsType.CNAME), ("q.cut", DnsType.A), ("dn", DnsType.HINFO), ("ent", DnsType.HINFO), ("b.ent", DnsType.HINFO),
        ("q.w", DnsType.HINFO), ("w", DnsType.HINFO), ("*.w", DnsType.HINFO), ("q.w", DnsType.A), ("cw", DnsType.HINFO), ("q.cw", DnsType.CNAME),
        ("we", DnsType.HINFO), ("*.we", DnsType.HINFO), ("x.*.we", DnsType.HINFO), ("z", DnsType.HINFO), ("q.z", DnsType.HINFO), ("q.a", DnsType.HINFO), ("q", DnsType.HINFO),
    ];

    [Theory]
    [InlineData("nope", DnsType.A, "NXDOMAIN")]
    [InlineData("nope", DnsType.DS, "NXDOMAIN")]
    [InlineData("deep.below.nope", DnsType.A, "NXDOMAIN")]
    [InlineData("below.a", DnsType.A, "NXDOMAIN")]
    [InlineData("below.ent", DnsType.A, "NXDOMAIN")]
    [InlineData("a", DnsType.TXT, "NODATA")]
    [InlineData("a", DnsType.DS, "NODATA")]
    [InlineData("ent", DnsType.A, "NODATA")]
    [InlineData("dn", DnsType.TXT, "NODATA")]
    [InlineData("two.w", DnsType.A, "answer")]
    [InlineData("deep.two.w", DnsType.A, "answer")]
    [InlineData("two.w", DnsType.MX, "NODATA")]
    [InlineData("two.cw", DnsType.CNAME, "answer")]
    [InlineData("two.we", DnsType.A, "NODATA")]
    [InlineData("cut", DnsType.DS, "NODATA")]
    [InlineData("@", DnsType.MX, "NODATA")]
    [Rfc(8198, "5.1")]
    public void NSEC_answers_what_the_zone_would(string name, DnsType type, string expected) =>
        Assert.Equal(expected, Trained(DenialScheme.Nsec).Synthesized(Full(name), type));

    [Theory]
    [InlineData("nope", DnsType.A, "NXDOMAIN")]
    [InlineData("nope", DnsType.DS, "NXDOMAIN")]
    [InlineData("deep.below.nope", DnsType.A, "NXDOMAIN")]
    [InlineData("below.a", DnsType.A, "NXDOMAIN")]
    [InlineData("below.ent", DnsType.A, "NXDOMAIN")]
    [InlineData("a", DnsType.TXT, "NODATA")]
    [InlineData("a", DnsType.DS, "NODATA")]
    [InlineData("ent", DnsType.A, "NODATA")]
    [InlineData("dn", DnsType.TXT, "NODATA")]
    [InlineData("two.w", DnsType.A, "answer")]
    [InlineData("deep.two.w", DnsType.A, "answer")]
    [InlineData("two.w", DnsType.MX, "NODATA")]
    [InlineData("two.cw", DnsType.CNAME, "answer")]
    [InlineData("two.we", DnsType.A, "NODATA")]
    [InlineData("cut", DnsType.DS, "NODATA")]
    [InlineData("@", DnsType.MX, "NODATA")]
    [Rfc(8198, "5.2")]
    [Rfc(5155, "8")]
    public void NSEC3_answers_what_the_zone_would(string name, DnsType type, string expected) =>
        Assert.Equal(expected, Trained(DenialScheme.Nsec3).Synthesized(Full(name), type));

    [Theory]
    [InlineData("cut", DnsType.A)]
    [InlineData("cut", DnsType.NS)]
    [InlineData("below.cut", DnsType.TXT)]
    [InlineData("deep.below.cut", DnsType.DS)]
    [InlineData("below.dn", DnsType.A)]
    [InlineData("al", DnsType.A)]
    [InlineData("two.cw", DnsType.A)]
    [InlineData("a", DnsType.A)]
    [InlineData("two.w", DnsType.TXT)]
    [InlineData("@", DnsType.DS)]
    [Rfc(6840, "4.1")]
    [Rfc(6840, "4.4")]
    public void What_is_delegated_moved_or_there_is_asked_for(string name, DnsType type)
    {
        Assert.Null(Trained(DenialScheme.Nsec).Synthesized(Full(name), type));
        Assert.Null(Trained(DenialScheme.Nsec3).Synthesized(Full(name), type));
    }

    [Theory]
    [InlineData(DnsType.ANY)]
    [InlineData(DnsType.NSEC)]
    [InlineData(DnsType.NSEC3)]
    [InlineData(DnsType.RRSIG)]
    public void Types_that_are_about_names_are_asked_for(DnsType type) =>
        Assert.Null(Trained(DenialScheme.Nsec).Synthesized("nope.example", type));

    [Theory]
    [InlineData("nope", DnsType.A)]
    [InlineData("below.a", DnsType.A)]
    [InlineData("two.w", DnsType.A)]
    [InlineData("two.w", DnsType.MX)]
    [InlineData("cut", DnsType.DS)]
    [Rfc(8198, "5.2")]
    public void Opt_out_proves_nothing_about_a_name_that_has_no_record(string name, DnsType type) =>
        Assert.Null(Trained(DenialScheme.Nsec3OptOut).Synthesized(Full(name), type));

    [Fact]
    [Rfc(5155, "8.4")]
    public void Opt_out_over_the_wildcard_alone_proves_no_NXDOMAIN()
    {
        string[] names = ["example", "m.example", "z.example"];
        string afterWildcard = Next("*.example");
        string asked = Enumerable.Range(0, 20).Select(static i => $"n{i}.example").First(name => Next(name) != afterWildcard);

        string? without = Ask(static data => data);
        string? with = Ask(data => data is Nsec3Data proof && Convert.ToHexString(proof.NextHash.Span) == afterWildcard ? proof with { Flags = 1 } : data);

        Assert.Equal("NXDOMAIN", without);
        Assert.Null(with);

        string? Ask(Func<Rdata, Rdata> forge)
        {
            DenialWorld world = new(new SignedZone(DenialScheme.Nsec3, "m A", "z A") { Forge = forge });
            Array.ForEach(names, name => world.Ask(name, DnsType.MX));
            return world.Synthesized(asked);
        }

        string Next(string name) => names.Select(HashOf).Order(StringComparer.Ordinal)
            .FirstOrDefault(hash => string.CompareOrdinal(hash, HashOf(name)) > 0, names.Select(HashOf).Min(StringComparer.Ordinal)!);
    }

    [Fact]
    public void Opt_out_leaves_the_proof_of_a_name_that_has_a_record() =>
        Assert.Equal("NODATA", Trained(DenialScheme.Nsec3OptOut).Synthesized("a.example", DnsType.TXT));

    [Fact]
    public void Checking_disabled_asks_the_upstream() =>
        Assert.Null(Trained(DenialScheme.Nsec).Synthesized("nope.example", DnsType.A, DnsFlags.RD | DnsFlags.CD));

    [Fact]
    public void A_query_without_RD_is_answered_as_well() =>
        Assert.Equal("NXDOMAIN", Trained(DenialScheme.Nsec).Synthesized("nope.example", DnsType.A, flags: 0));

    [Theory]
    [InlineData(DenialScheme.Nsec, "nope", "SOA RRSIG NSEC RRSIG NSEC RRSIG")]
    [InlineData(DenialScheme.Nsec3, "below.z", "SOA RRSIG NSEC3 RRSIG NSEC3 RRSIG NSEC3 RRSIG")]
    [Rfc(8198, "5.1")]
    public void Who_sets_DO_gets_the_proofs(DenialScheme scheme, string name, string expected)
    {
        DnsResponse response = Trained(scheme).Ask(Full(name), dnssecOk: true);

        Assert.Equal(AnswerSource.Synthesized, response.Source);
        Assert.Equal(expected, string.Join(' ', response.Message.ReadRecords(DnsSection.Authority).Select(static record => record.Type)));
        Assert.Equal(DnsFlags.QR | DnsFlags.RD | DnsFlags.RA | DnsFlags.AD, response.Message.Flags);
        Assert.True(response.Message.Edns!.DnssecOk);
    }

    [Theory]
    [InlineData(DnsFlags.RD, DnsFlags.QR | DnsFlags.RD | DnsFlags.RA)]
    [InlineData(DnsFlags.RD | DnsFlags.AD, DnsFlags.QR | DnsFlags.RD | DnsFlags.RA | DnsFlags.AD)]
    [Rfc(6840, "5.7")]
    public void Who_does_not_gets_the_SOA_record_alone_and_AD_when_asked(DnsFlags flags, DnsFlags expected)
    {
        DnsResponse response = Trained(DenialScheme.Nsec).Ask("NOPE.example", flags: flags);

        Assert.Equal([DnsType.SOA], response.Message.ReadRecords(DnsSection.Authority).Select(static record => record.Type));
        Assert.Equal(expected, response.Message.Flags);
        Assert.Equal("NOPE.example.", response.Message.Question!.Value.Name.ToString());
        Assert.Equal(SecurityStatus.Secure, response.Security);
    }

    [Fact]
    public void Who_forbids_EDNS_gets_none()
    {
        DenialWorld world = Trained(DenialScheme.Nsec);

        DnsResponse response = world.World.Ask(CacheWorld.Request("nope.example").With((EdnsRecord?)null));

        Assert.Equal(AnswerSource.Synthesized, response.Source);
        Assert.Null(response.Message.Edns);
    }

    [Fact]
    [Rfc(8198, "5.3")]
    public void A_wildcards_answer_has_its_signature_and_the_proof_that_no_closer_name_is_there()
    {
        DnsMessage message = Trained(DenialScheme.Nsec).Ask("Two.w.example", dnssecOk: true).Message;

        string[] answers = CacheWorld.Records(message);
        Assert.StartsWith("Two.w.example. 300 IN A 192.0.2.1", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("Two.w.example. 300 IN RRSIG A 13 2 300", answers[1], StringComparison.Ordinal);
        Assert.Equal([DnsType.NSEC, DnsType.RRSIG], message.ReadRecords(DnsSection.Authority).Select(static record => record.Type));
    }

    [Fact]
    public void A_proof_stands_in_an_answer_once()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "a A"));
        world.Ask("b.example");

        DnsMessage message = world.Ask("c.example", dnssecOk: true).Message;

        Assert.Equal(2, world.World.Cache.Statistics.Synthesized + world.World.AskedUpstream);
        Assert.Equal(message.ReadRecords(DnsSection.Authority).Distinct().Count(), message.Authority.Count);
    }

    [Fact]
    public void An_answer_that_is_kept_comes_before_a_proof_against_it()
    {
        SignedZone zone = new(DenialScheme.Nsec, "a A", "z A");
        DenialWorld world = new(zone);
        zone.Add("new A");
        world.Ask("new.example");
        zone.Remove("new");
        world.Ask("other.example");

        Assert.Equal(AnswerSource.Cache, world.Ask("new.example").Source);
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.AggressiveNsec))]
    public void AggressiveNsec_off_asks_for_each_name()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "z A"), DenialWorld.Options with { AggressiveNsec = null });
        world.Ask("a.example");

        world.Ask("b.example");

        Assert.Equal(2, world.World.AskedUpstream);
    }

    [Fact]
    public void Without_proofs_from_the_upstream_it_cannot_be_on()
    {
        CacheTransportOptions options = DenialWorld.Options with { Upstream = DnssecUpstream.AsAsked };

        Assert.Throws<ArgumentException>(() => new CacheTransport(new CacheUpstream(), options));
    }

    [Fact]
    public void Synthesised_answers_are_counted()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "z A"));
        world.Ask("a.example");
        world.Ask("nope.example");
        world.Ask("nope2.example");

        CacheStatistics statistics = world.World.Cache.Statistics;

        Assert.Equal(2, statistics.Synthesized);
        Assert.InRange(statistics.ProofBytes, 1000, 3000);
    }

    private static string Full(string name) => name == "@" ? "example" : name + ".example";

    private static string HashOf(string name)
    {
        byte[] hash = new byte[Nsec3Hash.Length];
        Nsec3Hash.Compute(DomainName.Parse(name).Wire, [], 0, hash);
        return Convert.ToHexString(hash);
    }

    private static DenialWorld Trained(DenialScheme scheme)
    {
        DenialWorld world = new(new SignedZone(scheme, Nodes));
        foreach ((string name, DnsType type) in Training)
        {
            world.Ask(Full(name), type);
        }

        return world;
    }
}
