namespace Nomen.Interop.Tests.Zones;

/// <summary>One record (or one RRset) for each type that an unsigned zone may hold, at <c>TYPE.types.lab.test</c>.</summary>
/// <remarks>
/// Names in rdata are in lower case, because NSD folds them when it loads a zone. The values are those that every tool prints in the
/// same way; <see cref="LabZone"/> has the others, such as a CERT with an algorithm that dig prints as a mnemonic.
/// </remarks>
internal static class TypeRecords
{
    private const string Digest = "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

    public static IReadOnlyList<LabRecord> All { get; } =
    [
        new("a.types", "A", "192.0.2.1"),
        new("ns.types", "NS", "ns.elsewhere.test.") { IsInReferral = true },
        new("cname.types", "CNAME", "a.types.lab.test."),
        new("mb.types", "MB", "mail.lab.test.", @"TYPE7 \# 15 046D61696C036C6162047465737400"),
        new("mg.types", "MG", "mail.lab.test.", @"TYPE8 \# 15 046D61696C036C6162047465737400"),
        new("mr.types", "MR", "mail.lab.test.", @"TYPE9 \# 15 046D61696C036C6162047465737400"),
        new("null.types", "NULL", @"\# 4 0A000001", @"TYPE10 \# 4 0A000001"),
        new("wks.types", "WKS", "192.0.2.1 6 25 80", @"TYPE11 \# 16 C0000201060000004000000000000080"),
        new("ptr.types", "PTR", "a.types.lab.test."),
        new("hinfo.types", "HINFO", "\"PDP-11\" \"RSX-11M\""),
        new("minfo.types", "MINFO", "requests.lab.test. errors.lab.test."),
        new("mx.types", "MX", "10 mail.lab.test."),
        new("mx.types", "MX", "20 mail.example.net."),
        new("nullmx.types", "MX", "0 ."),
        new("txt.types", "TXT", @"""one"" ""two words"" ""quote \"" backslash \\ semicolon ; tab \009 high \200"" """""),
        new("rp.types", "RP", "hostmaster.lab.test. txt.types.lab.test."),
        new("afsdb.types", "AFSDB", "1 afs.lab.test."),
        new("x25.types", "X25", "\"311061700956\"", @"TYPE19 \# 13 0C333131303631373030393536"),
        new("isdn.types", "ISDN", "\"150862028003217\" \"004\"", @"TYPE20 \# 20 0F31353038363230323830303332313703303034"),
        new("rt.types", "RT", "10 relay.lab.test."),
        new("nsap.types", "NSAP", "0x47000580005a0000000001e133ffffff00016100", @"TYPE22 \# 20 47000580005A0000000001E133FFFFFF00016100"),
        new("key.types", "KEY", "512 255 8 AQIDBAU="),
        new("px.types", "PX", "10 map822.lab.test. mapx400.lab.test.", @"TYPE26 \# 37 000A066D6170383232036C6162047465737400076D617078343030036C6162047465737400"),
        new("gpos.types", "GPOS", "\"-32.6882\" \"116.8652\" \"10.0\"", @"TYPE27 \# 23 082D33322E36383832083131362E383635320431302E30"),
        new("aaaa.types", "AAAA", "2001:db8::1"),
        new("loc.types", "LOC", "52 22 23.000 N 4 53 32.000 E -2.00m 0.20m 0.50m 0.90m"),
        new("srv.types", "SRV", "0 5 5060 sip.lab.test."),
        new("naptr.types", "NAPTR", "100 50 \"s\" \"z3950+I2L+I2C\" \"\" _z3950._tcp.lab.test."),
        new("naptr.types", "NAPTR", @"100 60 ""u"" ""E2U+sip"" ""!^.*$!sip:info@lab.test!"" ."),
        new("kx.types", "KX", "10 kx.lab.test."),
        new("cert.types", "CERT", "PKIX 12345 200 AQIDBAU="),
        new("dname.types", "DNAME", "lab.test."),
        new("apl.types", "APL", "1:192.0.2.0/24 !2:2001:db8::/32"),
        new("ds.types", "NS", "ns.elsewhere.test.") { IsInReferral = true },
        new("ds.types", "DS", $"12345 8 2 {Digest}"),
        new("sshfp.types", "SSHFP", $"4 2 {Digest}"),
        new("ipseckey.types", "IPSECKEY", "10 1 2 192.0.2.38 AQIDBAU="),
        new("ipseckey.types", "IPSECKEY", "10 3 2 gateway.lab.test. AQIDBAU="),
        new("dhcid.types", "DHCID", "AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA="),
        new("tlsa.types", "TLSA", $"3 1 1 {Digest}"),
        new("smimea.types", "SMIMEA", $"3 1 1 {Digest}"),
        new("hip.types", "HIP", "2 200100107B1A74DF365639CC39F1D578 AQIDBAU= rvs.lab.test.", @"TYPE55 \# 39 10020005200100107B1A74DF365639CC39F1D578010203040503727673036C6162047465737400"),
        new("cds.types", "CDS", $"12345 8 2 {Digest}"),
        new("cdnskey.types", "CDNSKEY", "257 3 8 AQIDBAU="),
        new("openpgpkey.types", "OPENPGPKEY", "AQIDBAU="),
        new("csync.types", "CSYNC", "66 3 A NS AAAA"),
        new("zonemd.types", "ZONEMD", $"2026010101 1 1 {Digest}0123456789ABCDEF0123456789ABCDEF"),
        new("svcb.types", "SVCB", "1 svc.lab.test. alpn=\"h2,h3\" port=8443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1"),
        new("svcb.types", "SVCB", "2 . mandatory=alpn alpn=\"h2\" no-default-alpn key65333=\"x y\""),
        new("https.types", "HTTPS", "0 svc.lab.test."),
        new("spf.types", "SPF", "\"v=spf1 -all\""),
        new("nid.types", "NID", "10 1114:4fff:ff20:ee64"),
        new("l32.types", "L32", "10 10.1.2.0"),
        new("l64.types", "L64", "10 2001:1db8:1140:1000"),
        new("lp.types", "LP", "10 l64.types.lab.test."),
        new("eui48.types", "EUI48", "00-00-5e-00-53-2a"),
        new("eui64.types", "EUI64", "00-00-5e-ef-10-00-00-2a"),
        new("uri.types", "URI", "10 1 \"https://lab.test/path\""),
        new("caa.types", "CAA", "0 issue \"ca.example.net\""),
        new("caa.types", "CAA", "128 issuewild \"ca.example.net; policy=ev\""),
        new("avc.types", "AVC", "\"abc\"", @"TYPE258 \# 4 03616263"),
        new("amtrelay.types", "AMTRELAY", "10 1 3 relay.lab.test.", @"TYPE260 \# 18 0A830572656C6179036C6162047465737400"),
        new("resinfo.types", "RESINFO", "\"qnamemin\" \"exterr=15-17\"", @"TYPE261 \# 22 08716E616D656D696E0C6578746572723D31352D3137"),
        new("private.types", "TYPE65280", @"\# 4 0A000001"),
    ];
}
