using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>Answers from one unsigned zone: RFC 1034 section 4.3.2 and what changed it.</summary>
public sealed class ZoneTransportTests
{
    private const string Example = """
        @ SOA ns1 admin 7 3600 600 3600 300
        @ NS ns1
        @ NS ns2.elsewhere.test.
        @ MX 10 mail
        @ TXT apex
        ns1 A 192.0.2.1
        ns1 AAAA 2001:db8::1
        mail A 192.0.2.25
        www A 192.0.2.80
        www A 192.0.2.81
        alias CNAME www
        alias2 CNAME alias
        out CNAME www.elsewhere.test.
        dangling CNAME nowhere
        loop1 CNAME loop2
        loop2 CNAME loop1
        deep.empty.nonterminal A 192.0.2.99
        *.wild TXT wildcard
        *.wild MX 5 mail
        *.walias CNAME www
        _sip._udp SRV 0 0 5060 www
        svc HTTPS 1 .
        svc A 192.0.2.44
        nullmx MX 0 .
        child NS ns.child
        child NS ns.sibling
        child NS ns.far.test.
        child DS 1 13 2 00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff
        ns.child A 192.0.2.53
        hidden.child TXT occluded
        sibling NS ns.sibling
        ns.sibling A 192.0.2.54
        redirected DNAME target
        x.target A 192.0.2.7
        longer DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        """;

    private static readonly ZoneTransport Transport = new(ZoneText.Zone("example.", Example));

    [Fact]
    [Rfc(1034, "4.3.2")]
    public void Answers_with_the_records_of_the_name_and_AA()
    {
        DnsResponse response = Transport.Ask("www.example.", DnsType.A);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(DnsFlags.QR | DnsFlags.AA | DnsFlags.RD, response.Message.Flags);
        Assert.Equal(["www.example. A 192.0.2.80", "www.example. A 192.0.2.81"], response.Lines(DnsSection.Answer));
        Assert.Empty(response.Lines(DnsSection.Authority));
        Assert.Equal(AnswerSource.Zone, response.Source);
    }

    [Fact]
    [Rfc(2308, "2.1")]
    public void A_name_that_does_not_exist_is_NXDOMAIN_with_the_SOA()
    {
        DnsResponse response = Transport.Ask("missing.example.", DnsType.A);

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
        Assert.True(response.Message.Flags.HasFlag(DnsFlags.AA));
    }

    [Fact]
    [Rfc(2308, "2.2")]
    public void A_type_that_does_not_exist_is_NODATA_with_the_SOA()
    {
        DnsResponse response = Transport.Ask("www.example.", DnsType.TXT);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Empty(response.Lines(DnsSection.Answer));
        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(2308, "3")]
    public void The_SOA_of_a_negative_answer_lives_as_long_as_MINIMUM_says()
    {
        DnsResponse response = Transport.Ask("missing.example.", DnsType.A);

        Assert.Equal(300u, response.Message.ReadRecords(DnsSection.Authority)[0].Ttl);
        Assert.Equal(3600u, Transport.Ask("example.", DnsType.SOA).Message.ReadRecords(DnsSection.Answer)[0].Ttl);
    }

    [Theory]
    [InlineData("empty.nonterminal.example.")]
    [InlineData("nonterminal.example.")]
    [InlineData("wild.example.")]
    [Rfc(4592, "2.2.2")]
    public void An_empty_non_terminal_exists(string name)
    {
        DnsResponse response = Transport.Ask(name, DnsType.A);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
    }

    [Theory]
    [InlineData("a.wild.example.")]
    [InlineData("a.b.wild.example.")]
    [InlineData("A.WILD.example.")]
    [Rfc(4592, "3.3.1")]
    public void A_wildcard_stands_in_for_any_name_below_its_parent(string name)
    {
        DnsResponse response = Transport.Ask(name, DnsType.TXT);

        Assert.Equal([$"{name} TXT wildcard"], response.Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(4592, "2.2.1")]
    public void A_wildcard_without_the_type_is_NODATA()
    {
        DnsResponse response = Transport.Ask("a.wild.example.", DnsType.A);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(4592, "3.3.1")]
    public void A_wildcard_does_not_reach_below_a_name_that_exists()
    {
        ZoneTransport transport = new(ZoneText.Zone("example.", """
            @ SOA ns admin 1 1 1 1 1
            @ NS ns
            * TXT wildcard
            there A 192.0.2.1
            """));

        Assert.Equal(Rcode.NxDomain, transport.Ask("below.there.example.", DnsType.TXT).Rcode);
        Assert.Equal(Rcode.NoError, transport.Ask("there.example.", DnsType.TXT).Rcode);
        Assert.Empty(transport.Ask("there.example.", DnsType.TXT).Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(4592, "2.1.3")]
    public void The_wildcard_itself_can_be_asked_for()
    {
        Assert.Equal(["*.wild.example. TXT wildcard"], Transport.Ask("*.wild.example.", DnsType.TXT).Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(1034, "3.6.2")]
    public void Aliases_are_followed_within_the_zone()
    {
        DnsResponse response = Transport.Ask("alias2.example.", DnsType.A);

        Assert.Equal(
            ["alias2.example. CNAME alias.example.", "alias.example. CNAME www.example.", "www.example. A 192.0.2.80", "www.example. A 192.0.2.81"],
            response.Lines(DnsSection.Answer));
    }

    [Fact]
    public void An_alias_from_a_wildcard_is_followed_too()
    {
        DnsResponse response = Transport.Ask("any.walias.example.", DnsType.AAAA);

        Assert.Equal(["any.walias.example. CNAME www.example."], response.Lines(DnsSection.Answer));
        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
    }

    [Fact]
    public void A_question_for_the_alias_itself_is_not_followed()
    {
        Assert.Equal(["alias2.example. CNAME alias.example."], Transport.Ask("alias2.example.", DnsType.CNAME).Lines(DnsSection.Answer));
    }

    [Fact]
    public void An_alias_that_leaves_the_zones_is_answered_as_it_is()
    {
        DnsResponse response = Transport.Ask("out.example.", DnsType.A);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(["out.example. CNAME www.elsewhere.test."], response.Lines(DnsSection.Answer));
        Assert.True(response.Message.Flags.HasFlag(DnsFlags.AA));
    }

    [Fact]
    [Rfc(6604, "2")]
    public void The_response_code_is_that_of_the_end_of_the_chain()
    {
        DnsResponse response = Transport.Ask("dangling.example.", DnsType.A);

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Equal(["dangling.example. CNAME nowhere.example."], response.Lines(DnsSection.Answer));
        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
    }

    [Fact]
    public void A_loop_of_aliases_is_told_once()
    {
        Assert.Equal(
            ["loop1.example. CNAME loop2.example.", "loop2.example. CNAME loop1.example."],
            Transport.Ask("loop1.example.", DnsType.A).Lines(DnsSection.Answer));
    }

    [Fact]
    public void A_chain_of_aliases_is_followed_11_times()
    {
        string chain = string.Join('\n', Enumerable.Range(0, 20).Select(i => $"a{i} CNAME a{i + 1}"));
        ZoneTransport transport = new(ZoneText.Zone("example.", $"@ SOA ns admin 1 1 1 1 1\n@ NS ns\n{chain}"));

        Assert.Equal(12, transport.Ask("a0.example.", DnsType.A).Lines(DnsSection.Answer).Length);
    }

    [Theory]
    [InlineData("child.example.", DnsType.A)]
    [InlineData("child.example.", DnsType.NS)]
    [InlineData("hidden.child.example.", DnsType.TXT)]
    [InlineData("a.b.child.example.", DnsType.DS)]
    [Rfc(1034, "4.2.1")]
    public void A_name_at_or_below_a_cut_is_a_referral(string name, DnsType type)
    {
        DnsResponse response = Transport.Ask(name, type);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.False(response.Message.Flags.HasFlag(DnsFlags.AA));
        Assert.Empty(response.Lines(DnsSection.Answer));
        Assert.Equal(
            ["child.example. NS ns.child.example.", "child.example. NS ns.sibling.example.", "child.example. NS ns.far.test."],
            response.Lines(DnsSection.Authority));
    }

    [Fact]
    [Rfc(9471, "2.1")]
    public void A_referral_brings_in_domain_glue_first_and_sibling_glue_too()
    {
        DnsResponse response = Transport.Ask("www.child.example.", DnsType.A);

        Assert.Equal(["ns.child.example. A 192.0.2.53", "ns.sibling.example. A 192.0.2.54"], response.Lines(DnsSection.Additional));
    }

    [Fact]
    [Rfc(4035, "3.1.4.1")]
    public void DS_at_a_cut_is_answered_by_the_parent()
    {
        DnsResponse response = Transport.Ask("child.example.", DnsType.DS);

        Assert.Equal(["child.example. DS"], response.Lines(DnsSection.Answer));
        Assert.True(response.Message.Flags.HasFlag(DnsFlags.AA));
    }

    [Fact]
    [Rfc(4035, "3.1.4.1")]
    public void DS_at_an_unsigned_cut_is_NODATA_from_the_parent()
    {
        DnsResponse response = Transport.Ask("sibling.example.", DnsType.DS);

        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Authority));
        Assert.True(response.Message.Flags.HasFlag(DnsFlags.AA));
    }

    [Fact]
    [Rfc(6672, "3.2")]
    public void A_DNAME_redirects_what_lies_below_with_a_CNAME_made_for_it()
    {
        DnsResponse response = Transport.Ask("x.redirected.example.", DnsType.A);

        Assert.Equal(
            ["redirected.example. DNAME target.example.", "x.redirected.example. CNAME x.target.example.", "x.target.example. A 192.0.2.7"],
            response.Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(6672, "2.3")]
    public void A_DNAME_does_not_redirect_its_own_name()
    {
        DnsResponse response = Transport.Ask("redirected.example.", DnsType.A);

        Assert.Empty(response.Lines(DnsSection.Answer));
        Assert.Equal(["redirected.example. DNAME target.example."], Transport.Ask("redirected.example.", DnsType.DNAME).Lines(DnsSection.Answer));
    }

    [Fact]
    [Rfc(6672, "2.2")]
    public void A_redirection_to_a_name_that_would_be_too_long_is_YXDOMAIN()
    {
        string label = new('c', 63);

        DnsResponse response = Transport.Ask($"{label}.{label}.longer.example.", DnsType.A);

        Assert.Equal(Rcode.YxDomain, response.Rcode);
        Assert.Equal(DnsType.DNAME, Assert.Single(response.Message.ReadRecords(DnsSection.Answer)).Type);
    }

    [Fact]
    [Rfc(8482, "4.1")]
    public void ANY_gets_a_single_RRset()
    {
        DnsResponse response = Transport.Ask("example.", DnsType.ANY);

        Assert.Single(response.Message.ReadRecords(DnsSection.Answer).DistinctBy(record => record.Type));
    }

    [Theory]
    [InlineData("example.", DnsType.MX, "mail.example. A 192.0.2.25")]
    [InlineData("_sip._udp.example.", DnsType.SRV, "www.example. A 192.0.2.80|www.example. A 192.0.2.81")]
    [InlineData("svc.example.", DnsType.HTTPS, "svc.example. A 192.0.2.44")]
    [InlineData("example.", DnsType.NS, "ns1.example. A 192.0.2.1|ns1.example. AAAA 2001:db8::1")]
    [InlineData("a.wild.example.", DnsType.MX, "mail.example. A 192.0.2.25")]
    [InlineData("nullmx.example.", DnsType.MX, "")]
    [Rfc(1035, "3.3.9")]
    [Rfc(2782)]
    [Rfc(9460, "4.1")]
    public void Addresses_of_the_names_in_an_answer_are_added(string name, DnsType type, string additional)
    {
        Assert.Equal(additional, string.Join('|', Transport.Ask(name, type).Lines(DnsSection.Additional)));
    }

    [Fact]
    public void A_name_outside_the_zones_is_REFUSED_with_the_reason()
    {
        DnsResponse response = Transport.Ask("www.elsewhere.test.", DnsType.A);

        Assert.Equal(Rcode.Refused, response.Rcode);
        Assert.False(response.Message.Flags.HasFlag(DnsFlags.AA));
        Assert.Equal(ExtendedErrorCode.NotAuthoritative, Assert.Single(response.ExtendedErrors).InfoCode);
    }

    [Fact]
    public void Another_class_is_REFUSED()
    {
        DnsRequest request = DnsRequest.Query("www.example.", DnsType.A, DnsClass.CH);

        Assert.Equal(Rcode.Refused, Transport.Ask(request).Rcode);
    }

    [Theory]
    [InlineData(Opcode.Notify)]
    [InlineData(Opcode.Update)]
    [InlineData(Opcode.Status)]
    public void Another_opcode_is_NOTIMP(Opcode opcode)
    {
        DnsRequest request = new(new DnsQuestion(DomainName.Parse("example."), DnsType.SOA)) { Opcode = opcode };

        Assert.Equal(Rcode.NotImp, Transport.Ask(request).Rcode);
    }

    [Fact]
    public void The_letter_case_asked_for_comes_back_and_compresses()
    {
        DnsResponse response = Transport.Ask("wWw.eXample.", DnsType.A);

        Assert.Equal(["wWw.eXample. A 192.0.2.80", "wWw.eXample. A 192.0.2.81"], response.Lines(DnsSection.Answer));
        Assert.Equal(12 + 13 + 4 + (2 * 16), response.Message.Length);
    }

    [Fact]
    public void Zones_can_be_exchanged_while_serving()
    {
        ZoneTransport transport = new(Transport.Zones);

        transport.Zones = new ZoneSet(ZoneText.Zone("other.", "@ SOA ns admin 1 1 1 1 1\n@ NS ns"));

        Assert.Equal(Rcode.Refused, transport.Ask("www.example.", DnsType.A).Rcode);
        Assert.Equal(Rcode.NoError, transport.Ask("other.", DnsType.SOA).Rcode);
    }

    [Fact]
    public void SendAsync_refuses_a_zone_transfer()
    {
        Assert.Throws<ArgumentException>(() => Transport.Ask("example.", DnsType.AXFR));
    }
}
