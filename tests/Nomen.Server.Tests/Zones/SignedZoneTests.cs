using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>A zone signed elsewhere, with NSEC: what DO adds to answers (RFC 4035 section 3.1).</summary>
public sealed class SignedZoneTests
{
    private static readonly ZoneTransport Transport = new(ZoneText.Zone("example.", """
        @ SOA ns admin 1 1 1 1 60
        @ RRSIG SOA
        @ NS ns
        @ RRSIG NS
        @ NSEC child SOA NS RRSIG NSEC
        @ RRSIG NSEC
        *.wild TXT wildcard
        *.wild RRSIG TXT
        *.wild NSEC www TXT RRSIG NSEC
        *.wild RRSIG NSEC
        child NS ns.child
        child DS 1 13 2 00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff
        child RRSIG DS
        child NSEC plain NS DS RRSIG NSEC
        child RRSIG NSEC
        ns.child A 192.0.2.53
        plain NS ns.child
        plain NSEC *.wild NS RRSIG NSEC
        plain RRSIG NSEC
        www A 192.0.2.80
        www RRSIG A
        www SRV 1 1 80 www
        www NSEC @ A RRSIG NSEC
        www RRSIG NSEC
        """.Replace("NSEC @", "NSEC example.", StringComparison.Ordinal)));

    [Fact]
    [Rfc(4035, "3.1.1")]
    public void Signatures_come_with_DO_and_only_then()
    {
        Assert.Equal(["www.example. A 192.0.2.80", "www.example. RRSIG A"], Transport.Ask("www.example.", DnsType.A, dnssecOk: true).Lines(DnsSection.Answer));
        Assert.Equal(["www.example. A 192.0.2.80"], Transport.Ask("www.example.", DnsType.A).Lines(DnsSection.Answer));
    }

    [Theory]
    [InlineData("missing.example.", "child.example. NSEC plain.example.|child.example. RRSIG NSEC|example. NSEC child.example.|example. RRSIG NSEC")]
    [InlineData("zzz.example.", "www.example. NSEC example.|www.example. RRSIG NSEC|example. NSEC child.example.|example. RRSIG NSEC")]
    [Rfc(4035, "3.1.3.2")]
    public void NXDOMAIN_is_proven_for_the_name_and_for_the_wildcard(string name, string proof)
    {
        DnsResponse response = Transport.Ask(name, DnsType.A, dnssecOk: true);

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Equal($"example. SOA|example. RRSIG SOA|{proof}", string.Join('|', response.Lines(DnsSection.Authority)));
    }

    [Fact]
    public void Without_DO_there_is_no_proof()
    {
        Assert.Equal(["example. SOA"], Transport.Ask("missing.example.", DnsType.A).Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(4035, "3.1.3.1")]
    public void NODATA_is_proven_by_the_NSEC_of_the_name()
    {
        Assert.Equal(
            ["example. SOA", "example. RRSIG SOA", "www.example. NSEC example.", "www.example. RRSIG NSEC"],
            Transport.Ask("www.example.", DnsType.TXT, dnssecOk: true).Lines(DnsSection.Authority));
    }

    [Fact]
    public void NODATA_at_an_empty_non_terminal_is_proven_by_the_NSEC_before_it()
    {
        Assert.Equal(
            ["example. SOA", "example. RRSIG SOA", "plain.example. NSEC *.wild.example.", "plain.example. RRSIG NSEC"],
            Transport.Ask("wild.example.", DnsType.TXT, dnssecOk: true).Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(4035, "3.1.3.3")]
    public void A_wildcard_answer_proves_that_the_name_itself_does_not_exist()
    {
        DnsResponse response = Transport.Ask("a.wild.example.", DnsType.TXT, dnssecOk: true);

        Assert.Equal(["a.wild.example. TXT wildcard", "a.wild.example. RRSIG TXT"], response.Lines(DnsSection.Answer));
        Assert.Equal(["*.wild.example. NSEC www.example.", "*.wild.example. RRSIG NSEC"], response.Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(4035, "3.1.3.4")]
    public void A_wildcard_without_the_type_proves_both_once()
    {
        Assert.Equal(
            ["example. SOA", "example. RRSIG SOA", "*.wild.example. NSEC www.example.", "*.wild.example. RRSIG NSEC"],
            Transport.Ask("a.wild.example.", DnsType.A, dnssecOk: true).Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(4035, "3.1.4")]
    public void A_referral_to_a_signed_zone_brings_its_DS()
    {
        Assert.Equal(
            ["child.example. NS ns.child.example.", "child.example. DS", "child.example. RRSIG DS"],
            Transport.Ask("www.child.example.", DnsType.A, dnssecOk: true).Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(4035, "3.1.4")]
    public void A_referral_to_an_unsigned_zone_proves_that_there_is_no_DS()
    {
        Assert.Equal(
            ["plain.example. NS ns.child.example.", "plain.example. NSEC *.wild.example.", "plain.example. RRSIG NSEC"],
            Transport.Ask("www.plain.example.", DnsType.A, dnssecOk: true).Lines(DnsSection.Authority));
    }

    [Theory]
    [InlineData(true, "www.example. A 192.0.2.80|www.example. RRSIG A")]
    [InlineData(false, "www.example. A 192.0.2.80")]
    [Rfc(4035, "3.1.1")]
    public void Addresses_in_the_additional_section_bring_their_signatures_with_DO(bool dnssecOk, string expected)
    {
        DnsResponse response = Transport.Ask("www.example.", DnsType.SRV, dnssecOk);

        Assert.Equal(expected, string.Join('|', response.Lines(DnsSection.Additional)));
    }

    [Fact]
    public void Signatures_can_be_asked_for_by_type()
    {
        Assert.Equal(["www.example. RRSIG A", "www.example. RRSIG NSEC"], Transport.Ask("www.example.", DnsType.RRSIG).Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(2308, "3")]
    public void The_signature_of_a_negative_SOA_lives_no_longer_than_it()
    {
        DnsResponse response = Transport.Ask("missing.example.", DnsType.A, dnssecOk: true);

        Assert.All(response.Message.ReadRecords(DnsSection.Authority).Take(2), record => Assert.Equal(60u, record.Ttl));
    }
}
