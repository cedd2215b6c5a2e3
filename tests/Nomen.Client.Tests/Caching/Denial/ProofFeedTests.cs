using System.Globalization;
using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>What is not believed: only Secure proofs of the zone that they are about (RFC 8198 section 7).</summary>
public sealed class ProofFeedTests
{
    [Theory]
    [InlineData(SecurityStatus.Unchecked)]
    [InlineData(SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Bogus)]
    [InlineData(SecurityStatus.Indeterminate)]
    [Rfc(8198, "7")]
    public void Proofs_that_are_not_Secure_are_ignored(SecurityStatus status)
    {
        Assert.True(IsKept(static _ => { }));
        Assert.False(IsKept(zone => zone.Judge = rrset => rrset with { Status = rrset.Type == DnsType.NSEC ? status : rrset.Status }));
        Assert.False(IsKept(zone => zone.Judge = rrset => rrset with { Status = rrset.Type == DnsType.SOA ? status : rrset.Status }));
    }

    [Fact]
    public void Without_a_validator_nothing_is_kept()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec, "z A"));
        Func<DnsRequest, DnsResponse> answer = world.World.Upstream.Answer;
        world.World.Upstream.Answer = request => new DnsResponse(answer(request).Message);
        world.Ask("a.example");

        Assert.Null(world.Synthesized("b.example"));
        Assert.Equal(0, world.World.Cache.Statistics.ProofBytes);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("sub.example")]
    [InlineData(".")]
    [Rfc(4035, "5.3.1")]
    public void Proofs_of_another_signer_are_ignored(string signer) =>
        Assert.False(IsKept(zone => zone.ForeignSigner = DomainName.Parse(signer)));

    [Fact]
    public void The_signer_that_the_validator_names_counts() =>
        Assert.False(IsKept(static zone => zone.Judge = static rrset => rrset with { Signer = DomainName.Parse("test") }));

    [Fact]
    public void A_signature_with_fewer_labels_than_the_owner_proves_nothing()
    {
        SignedZone zone = new(DenialScheme.Nsec, "m A", "z A") { SignatureLabels = 0 };
        DenialWorld world = new(zone);
        world.Ask("n.example");

        Assert.Null(world.Synthesized("o.example"));
    }

    [Fact]
    public void A_proof_that_was_expanded_from_a_wildcard_is_ignored() =>
        Assert.False(IsKept(static zone => zone.Judge = static rrset => rrset.Type == DnsType.NSEC ? rrset with { WildcardSource = DomainName.Parse("*.example") } : rrset));

    [Theory]
    [InlineData("test. SOA NS")]
    [InlineData("sub.test. SOA NS")]
    [InlineData("\\000.example. SOA NS")]
    [InlineData("z.example. NS")]
    [InlineData("z.example. SOA NS TYPE128")]
    public void NSEC_that_leaves_its_zone_covers_nothing_or_is_not_its_own_is_ignored(string data) =>
        Assert.False(IsKept(zone => zone.Forge = old => old is NsecData ? Rdata.Parse(DnsType.NSEC, data) : old));

    [Fact]
    public void NSEC_that_goes_backwards_is_ignored()
    {
        SignedZone zone = new(DenialScheme.Nsec, "m A") { Forge = static old => old is NsecData nsec ? nsec with { NextName = DomainName.Parse("b.example") } : old };
        DenialWorld world = new(zone);
        world.Ask("n.example");

        Assert.Null(world.Synthesized("o.example"));
    }

    [Fact]
    public void Only_the_NSEC_of_the_zones_own_name_has_an_SOA()
    {
        SignedZone zone = new(DenialScheme.Nsec, "m A SOA");
        DenialWorld world = new(zone);
        world.Ask("n.example");

        Assert.Null(world.Synthesized("o.example"));
    }

    [Theory]
    [InlineData("1 0 0 - 0123456789ABCDEFGHIJKLMNOPQRSTUV A", true)]
    [InlineData("2 0 0 - 0123456789ABCDEFGHIJKLMNOPQRSTUV A", false)]
    [InlineData("1 2 0 - 0123456789ABCDEFGHIJKLMNOPQRSTUV A", false)]
    [InlineData("1 0 51 - 0123456789ABCDEFGHIJKLMNOPQRSTUV A", false)]
    [InlineData("1 0 0 - 0123456789ABCDEFGHIJKLMNOPQRSTUV00000000 A", false)]
    [Rfc(5155, "8.1")]
    [Rfc(5155, "8.2")]
    public void NSEC3_of_an_unknown_kind_is_ignored(string data, bool isKept)
    {
        SignedZone zone = new(DenialScheme.Nsec3, "z A") { Forge = old => old is Nsec3Data ? Rdata.Parse(DnsType.NSEC3, data) : old };
        DenialWorld world = new(zone);
        world.Ask("z.example", DnsType.MX);

        Assert.Equal(isKept ? "NODATA" : null, world.Synthesized("z.example", DnsType.TXT));
    }

    [Fact]
    public void NSEC3_that_covers_one_hash_is_ignored()
    {
        SignedZone zone = new(DenialScheme.Nsec3, "z A") { Forge = static old => old is Nsec3Data nsec3 ? nsec3 with { NextHash = OneMore(HashOf("z.example")) } : old };
        DenialWorld world = new(zone);
        world.Ask("z.example", DnsType.MX);

        Assert.Null(world.Synthesized("z.example", DnsType.TXT));
    }

    [Fact]
    [Knob(typeof(AggressiveNsecOptions), nameof(AggressiveNsecOptions.MaxNsec3Iterations))]
    public void MaxNsec3Iterations_leaves_expensive_chains_to_the_upstream()
    {
        Assert.Equal("NODATA", AfterNoData(iterations: 10, new AggressiveNsecOptions { MaxNsec3Iterations = 10 }));
        Assert.Null(AfterNoData(iterations: 11, new AggressiveNsecOptions { MaxNsec3Iterations = 10 }));
    }

    [Fact]
    [Knob(typeof(AggressiveNsecOptions), nameof(AggressiveNsecOptions.MaxHashBlocks))]
    public void MaxHashBlocks_bounds_the_hashes_of_one_question()
    {
        Assert.Equal("NODATA", AfterNoData(iterations: 10, new AggressiveNsecOptions { MaxHashBlocks = 11 }));
        Assert.Null(AfterNoData(iterations: 10, new AggressiveNsecOptions { MaxHashBlocks = 10 }));
    }

    [Fact]
    public void Hashes_are_taken_from_the_work_budget_of_the_query()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec3, "z A"));
        world.Ask("z.example", DnsType.MX);
        QueryContext poor = new(world.World.Run.Services.TimeProvider, TimeSpan.FromSeconds(5), new WorkBudget(nsec3Hashes: 1));
        DnsRequest request = CacheWorld.Request("z.example", DnsType.TXT).With(poor);

        DnsResponse first = world.World.Ask(request);
        DnsResponse second = world.World.Ask(request.With(new Nomen.Dns.Messages.DnsQuestion(request.Question!.Value.Name, DnsType.AAAA)));

        Assert.Equal(AnswerSource.Synthesized, first.Source);
        Assert.Equal(AnswerSource.Network, second.Source);
    }

    [Fact]
    public void Hashing_that_never_proves_anything_is_given_up_for_most_questions()
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec3OptOut, "z A"));
        world.Ask("z.example", DnsType.MX);
        QueryContext context = new(world.World.Run.Services.TimeProvider, TimeSpan.FromHours(1), new WorkBudget(nsec3Hashes: 1000));

        for (int i = 0; i < 160; i++)
        {
            world.World.Ask(CacheWorld.Request($"n{i}.example").With(context));
        }

        // 64 of them, then one of 16.
        Assert.InRange(1000 - context.Budget.Left(WorkKind.Nsec3Hash), 64, 64 + (96 / 16));
    }

    [Fact]
    public void Of_one_response_at_most_sixteen_RRsets_are_kept()
    {
        Assert.True(ProofBytesOf(nsecs: 14) < ProofBytesOf(nsecs: 15));
        Assert.Equal(ProofBytesOf(nsecs: 15), ProofBytesOf(nsecs: 40));
    }

    /// <summary>What is kept of a denial with an SOA record and so many proofs.</summary>
    private static long ProofBytesOf(int nsecs)
    {
        const string Signature = "13 {0} 300 20300101000000 20200101000000 1 example. AAAA";
        DomainName zone = DomainName.Parse("example");
        string[] owners = [.. Enumerable.Range(10, nsecs).Select(static i => $"n{i}.example.")];
        string proofs = string.Concat(owners.Select(static owner => $"{owner} 300 IN NSEC {owner[..3]}m.example. A\n{owner} 300 IN RRSIG NSEC {string.Format(CultureInfo.InvariantCulture, Signature, 2)}\n"));
        string soa = $"example. 300 IN SOA ns.example. admin.example. 1 1 1 1 300\nexample. 300 IN RRSIG SOA {string.Format(CultureInfo.InvariantCulture, Signature, 1)}\n";
        CacheWorld world = new(DenialWorld.Options);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: soa + proofs).With(new ResponseValidation(
            SecurityStatus.Secure,
            [Proof(zone, DnsType.SOA), .. owners.Select(owner => Proof(DomainName.Parse(owner), DnsType.NSEC))]));
        world.Ask("z.example");
        return world.Cache.Statistics.ProofBytes;

        ValidatedRrset Proof(DomainName owner, DnsType type) => new(DnsSection.Authority, owner, type, SecurityStatus.Secure) { AllowedTtl = 300, Signer = zone };
    }

    private static string? AfterNoData(ushort iterations, AggressiveNsecOptions options)
    {
        DenialWorld world = new(new SignedZone(DenialScheme.Nsec3, "z A") { Iterations = iterations }, DenialWorld.Options with { AggressiveNsec = options });
        world.Ask("z.example", DnsType.MX);
        return world.Synthesized("z.example", DnsType.TXT);
    }

    /// <summary>Whether a denial in a zone changed like this answers for another name.</summary>
    private static bool IsKept(Action<SignedZone> change)
    {
        SignedZone zone = new(DenialScheme.Nsec, "z A");
        change(zone);
        DenialWorld world = new(zone);
        world.Ask("a.example");
        return world.Synthesized("b.example") is not null;
    }

    private static byte[] HashOf(string name)
    {
        byte[] hash = new byte[Nomen.Dns.Wire.Nsec3Hash.Length];
        Nomen.Dns.Wire.Nsec3Hash.Compute(DomainName.Parse(name).Wire, [], 0, hash);
        return hash;
    }

    private static byte[] OneMore(byte[] hash)
    {
        hash[^1]++;
        return hash;
    }
}
