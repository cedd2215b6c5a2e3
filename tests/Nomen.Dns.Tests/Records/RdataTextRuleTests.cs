using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

/// <summary>What text may say in more than one way, and what it may not say.</summary>
public sealed class RdataTextRuleTests
{
    private const string Digest20 = "000102030405060708090A0B0C0D0E0F10111213";
    private const string Digest32 = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

    [Theory]
    [InlineData(DnsType.SOA, "@ root 1 1h 15m 1W 1h30m", "example. root.example. 1 3600 900 604800 5400")]
    [InlineData(DnsType.MX, "010 mail", "10 mail.example.")]
    [InlineData(DnsType.AAAA, "2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData(DnsType.AAAA, "::FFFF:192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData(DnsType.AAAA, "fe80::5efe:c000:201", "fe80::5efe:c000:201")]
    [InlineData(DnsType.WKS, "192.0.2.1 TCP domain smtp 25 http", "192.0.2.1 6 25 53 80")]
    [InlineData(DnsType.WKS, "192.0.2.1 udp", "192.0.2.1 17")]
    [InlineData(DnsType.NSAP, "0x47.0005.80.005a00", "0x47000580005a00")]
    [InlineData(DnsType.SIG, "TYPE0 RSASHA256 0 0 1 0 7 . AA==", "0 8 0 0 19700101000001 19700101000000 7 . AA==")]
    [InlineData(DnsType.RRSIG, "type1 ED25519 0 0 4294967295 0 7 . A A = =", "A 15 0 0 21060207062815 19700101000000 7 . AA==")]
    [InlineData(DnsType.DNSKEY, "257 3 ECDSAP384SHA384 AA==", "257 3 14 AA==")]
    [InlineData(DnsType.DS, "1 RSASHA1-NSEC3-SHA1 SHA-1 " + Digest20, "1 7 1 " + Digest20)]
    [InlineData(DnsType.CERT, "253 1 PRIVATEOID AA==", "URI 1 254 AA==")]
    [InlineData(DnsType.CERT, "9 1 0 AA==", "9 1 0 AA==")]
    [InlineData(DnsType.NSEC, "b NSEC A TYPE1 NXNAME", "b.example. A NSEC NXNAME")]
    [InlineData(DnsType.NSEC3PARAM, "1 0 0 ab", "1 0 0 AB")]
    [InlineData(DnsType.TLSA, "3 1 1 00 1122 ( 33\n44 )", "3 1 1 0011223344")]
    [InlineData(DnsType.DSYNC, "CDS 1 53 a", "CDS NOTIFY 53 a.example.")]
    [InlineData(DnsType.NID, "1 0:1:2:3", "1 0000:0001:0002:0003")]
    [InlineData(DnsType.TSIG, "a. 1 2 0 3 BADTIME 0", "a. 1 2 0 3 18 0")]
    [InlineData(DnsType.TXT, "@ \\@ (b) ; c", "\"@\" \"@\" \"b\"")]
    [InlineData(DnsType.CAA, "0 iSsUe ca.example", "0 iSsUe \"ca.example\"")]
    [InlineData((DnsType)65280, @"\# 2 ab Cd", @"\# 2 ABCD")]
    public void Text_is_written_in_one_way(DnsType type, string text, string written)
    {
        Assert.Equal(written, Parse(type, text).ToString());
    }

    [Theory]
    [InlineData(DnsType.A, "01.2.3.4")]
    [InlineData(DnsType.A, "1.2.3")]
    [InlineData(DnsType.A, "0x7f000001")]
    [InlineData(DnsType.AAAA, "[::1]")]
    [InlineData(DnsType.AAAA, "::1/64")]
    [InlineData(DnsType.AAAA, "::01.2.3.4")]
    [InlineData(DnsType.RRSIG, "A 5 0 1 21060207062816 2 3 . AA==")]
    [InlineData(DnsType.RRSIG, "A 5 0 1 20230229000000 2 3 . AA==")]
    [InlineData(DnsType.RRSIG, "A 5 0 1h 1 2 3 . AA==")]
    [InlineData(DnsType.DNSKEY, "256 3 5 AB==")]
    [InlineData(DnsType.KEY, "256 3 5")]
    [InlineData(DnsType.DS, "1 8 2 " + Digest20)]
    [InlineData(DnsType.DS, "1 8 1 " + Digest32)]
    [InlineData(DnsType.DS, "1 8 4 " + Digest32)]
    [InlineData(DnsType.ZONEMD, "1 1 1 " + Digest32)]
    [InlineData(DnsType.ZONEMD, "1 1 240 00")]
    [InlineData(DnsType.NSEC3, "1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR= A")]
    [InlineData(DnsType.X25, "12a")]
    [InlineData(DnsType.GPOS, "1e2 0 0")]
    [InlineData(DnsType.WKS, "192.0.2.1 6 nosuchservice")]
    [InlineData(DnsType.NXT, "a. TYPE128")]
    [InlineData(DnsType.ATMA, "+12a")]
    [InlineData(DnsType.A6, "64 2001:db8::1 a.")]
    [InlineData(DnsType.IPSECKEY, "1 0 1 a. AA==")]
    [InlineData(DnsType.AMTRELAY, "1 2 1 192.0.2.1")]
    [InlineData(DnsType.EUI48, "0-0-5e-0-53-2a")]
    [InlineData(DnsType.URI, "1 1 \"\"")]
    [InlineData(DnsType.CAA, "0 a-b \"\"")]
    [InlineData(DnsType.NULL, "x")]
    [InlineData(DnsType.TKEY, "a. 1 2 3 0 2 AA== 0")]
    [InlineData(DnsType.APL, "1:192.0.2.0/33")]
    [InlineData(DnsType.APL, "3:00/8")]
    public void Text_that_would_lose_or_bend_data_is_refused(DnsType type, string text)
    {
        Assert.Throws<DnsTextException>(() => Parse(type, text));
    }

    [Theory]
    [InlineData(DnsType.NSEC, "00000000")]
    [InlineData(DnsType.SVCB, "0001000003000200350001000100")]
    [InlineData(DnsType.DS, "00010802ff")]
    [InlineData(DnsType.RP, "016100c000")]
    [Rfc(3597, "5")]
    public void The_generic_form_is_held_to_the_same_rules(DnsType type, string hex)
    {
        Assert.Throws<DnsTextException>(() => Parse(type, $@"\# {hex.Length / 2} {hex}"));
    }

    [Fact]
    public void An_error_says_where_and_what_was_expected()
    {
        DnsTextException error = Assert.Throws<DnsTextException>(() => Parse(DnsType.SRV, "1 2 65536 a."));

        Assert.Equal(5, error.Column);
        Assert.Equal("65536", error.Found);
        Assert.Equal("port: a number from 0 to 65535", error.Expected);
    }

    private static Rdata Parse(DnsType type, string text) => Rdata.Parse(type, text, DomainName.Parse("example."));
}
