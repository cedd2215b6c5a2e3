using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Edns;

public sealed class EdnsOptionTests
{
    public static TheoryData<EdnsOptionCode, string> Malformed => new()
    {
        { EdnsOptionCode.Llq, "0001" },
        { EdnsOptionCode.UpdateLease, "0000" },
        { EdnsOptionCode.ClientSubnet, "" },
        { EdnsOptionCode.ClientSubnet, "00031800c00002" },
        { EdnsOptionCode.ClientSubnet, "00012100c000020101" },
        { EdnsOptionCode.ClientSubnet, "00011821c00002" },
        { EdnsOptionCode.ClientSubnet, "00011800c000" },
        { EdnsOptionCode.ClientSubnet, "00011800c0000200" },
        { EdnsOptionCode.ClientSubnet, "00011700c00003" },
        { EdnsOptionCode.Expire, "00" },
        { EdnsOptionCode.Cookie, "" },
        { EdnsOptionCode.Cookie, "00010203040506" },
        { EdnsOptionCode.Cookie, "000102030405060708090a0b0c0d0e" },
        { EdnsOptionCode.Cookie, "0001020304050607000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20" },
        { EdnsOptionCode.TcpKeepalive, "00" },
        { EdnsOptionCode.TcpKeepalive, "000000" },
        { EdnsOptionCode.Chain, "" },
        { EdnsOptionCode.Chain, "0161" },
        { EdnsOptionCode.Chain, "c00c" },
        { EdnsOptionCode.Chain, "0000" },
        { EdnsOptionCode.KeyTag, "" },
        { EdnsOptionCode.KeyTag, "010203" },
        { EdnsOptionCode.ExtendedError, "" },
        { EdnsOptionCode.ExtendedError, "01" },
        { EdnsOptionCode.ClientTag, "01" },
        { EdnsOptionCode.ServerTag, "" },
        { EdnsOptionCode.ReportChannel, "056167656e74" },
        { EdnsOptionCode.ZoneVersion, "01" },
        { EdnsOptionCode.ZoneVersion, "010000" },
        { EdnsOptionCode.ZoneVersion, "80000000000a" },
    };

    public static TheoryData<EdnsOption, string> Shown => new()
    {
        { new NsidOption("ns1\u0007"u8.ToArray()), "NSID: 6e 73 31 07 (\"ns1.\")" },
        { new NsidOption(), "NSID:" },
        { new ClientSubnetOption(IPAddress.Parse("192.0.2.77"), 24), "CLIENT-SUBNET: 192.0.2.0/24/0" },
        { new CookieOption([1, 2, 3, 4, 5, 6, 7, 8]), "COOKIE: 0102030405060708" },
        { new TcpKeepaliveOption(TimeSpan.FromSeconds(30)), "TCP KEEPALIVE: 30.0 secs" },
        { new TcpKeepaliveOption(), "TCP KEEPALIVE:" },
        { new PaddingOption(12), "PAD: (12 bytes)" },
        { new ExpireOption(694861), "EXPIRE: 694861 (1 week 1 day 1 hour 1 minute 1 second)" },
        { new KeyTagOption(20326, 38696), "KEY-TAG: 20326, 38696" },
        { new DauOption(new byte[] { 8, 13 }), "DAU: 8, 13" },
        { new ExtendedError(ExtendedErrorCode.DnssecBogus, "no\nway"), "EDE: 6 (DNSSEC Bogus): (no\\010way)" },
        { new ExtendedError((ExtendedErrorCode)49152), "EDE: 49152" },
        { new ChainOption(DomainName.Parse("example.")), "CHAIN: example." },
        { new ZoneVersionOption(1, 7), "ZONEVERSION: labels 1, SOA serial 7" },
        { new UpdateLeaseOption(3600, 7200), "UPDATE-LEASE: 3600/7200" },
        { new UnknownOption((EdnsOptionCode)65001, new byte[] { 0xde, 0x41 }), "OPT=65001: de 41 (\".A\")" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Data_that_breaks_the_options_rules_is_an_error_and_kept_as_octets(EdnsOptionCode code, string hex)
    {
        byte[] data = Convert.FromHexString(hex);

        Assert.False(EdnsOption.TryRead(code, data, out _, out FormatError error));
        Assert.NotEqual(FormatErrorKind.None, error.Kind);
        Assert.Equal(new UnknownOption(code, data), EdnsOptionReader.Read(code, data));
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void An_option_is_shown_in_printable_characters(EdnsOption option, string text)
    {
        Assert.Equal(text, option.ToString());
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void An_option_reads_back_equal(EdnsOption option, string text)
    {
        Assert.NotEmpty(text);
        Assert.True(EdnsOption.TryRead(option.Code, option.ToData(), out EdnsOption? read, out _));
        Assert.Equal(option, read);
        Assert.Equal(option.GetHashCode(), read.GetHashCode());
    }

    [Fact]
    [Rfc(7871, "6")]
    public void A_client_subnet_is_cut_to_its_prefix()
    {
        ClientSubnetOption option = new(IPAddress.Parse("2001:db8:ffff::1"), 45);

        Assert.Equal("00022d0020010db8fff8", Convert.ToHexStringLower(option.ToData()));
    }

    [Fact]
    public void A_client_subnet_longer_than_the_address_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientSubnetOption(IPAddress.Loopback, 33));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClientSubnetOption(IPAddress.Loopback, 0, 33));
    }

    [Theory]
    [InlineData(8, 7)]
    [InlineData(8, 33)]
    [InlineData(7, 8)]
    [Rfc(7873, "4")]
    public void A_cookie_of_another_length_is_refused(int client, int server)
    {
        Assert.Throws<ArgumentException>(() => new CookieOption(new byte[client], new byte[server]));
    }

    [Fact]
    public void A_keepalive_beyond_its_16_bits_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TcpKeepaliveOption(TimeSpan.FromSeconds(6553.6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TcpKeepaliveOption(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Data_over_65535_octets_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new NsidOption(new byte[65536]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PaddingOption(65536));
    }

    [Fact]
    [Rfc(8914, "2")]
    public void Extended_error_text_may_end_with_a_zero_octet()
    {
        ExtendedError error = Read<ExtendedError>("0006" + Convert.ToHexString("late\0"u8));

        Assert.Equal("late", error.Text);
    }

    [Fact]
    [Rfc(8914, "2")]
    public void Extended_error_text_that_is_not_UTF8_is_shown_with_replacements_and_kept_as_it_came()
    {
        ExtendedError error = Read<ExtendedError>("0000fffe41");

        Assert.Equal("\ufffd\ufffdA", error.Text);
        Assert.Equal("0000fffe41", Convert.ToHexStringLower(error.ToData()));
        Assert.Equal("0000" + Convert.ToHexStringLower("B"u8), Convert.ToHexStringLower((error with { Text = "B" }).ToData()));
    }

    [Theory]
    [InlineData("\u001b[31m")]
    [InlineData("\u0085")]
    [InlineData("\u202e")]
    [InlineData("\u2028")]
    public void Control_and_format_characters_of_a_text_never_reach_a_terminal(string text)
    {
        string shown = new ExtendedError(ExtendedErrorCode.Other, text).ToString();

        Assert.DoesNotContain(shown, c => c is < ' ' or > '~');
    }

    [Theory]
    [InlineData(0, "Other")]
    [InlineData(6, "DNSSEC Bogus")]
    [InlineData(33, "Negative Trust Anchor")]
    [InlineData(34, null)]
    public void Info_codes_have_the_registrys_names(int code, string? name)
    {
        Assert.Equal(name, ((ExtendedErrorCode)code).ToDescription());
    }

    [Fact]
    public void Every_named_code_has_a_description()
    {
        Assert.All(Enum.GetValues<ExtendedErrorCode>(), code => Assert.NotNull(code.ToDescription()));
    }

    private static T Read<T>(string hex)
        where T : EdnsOption, IEdnsOption<T>
    {
        Assert.True(T.TryRead(Convert.FromHexString(hex), out T? option, out _));
        return option;
    }
}
