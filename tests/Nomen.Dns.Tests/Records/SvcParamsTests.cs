using System.Text;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

public sealed class SvcParamsTests
{
    [Fact]
    [Rfc(9460, "7")]
    public void Every_registered_parameter_has_a_typed_property()
    {
        SvcParams parameters = Parse("mandatory=port,alpn alpn=\"h2,h3\" no-default-alpn port=8443 ipv4hint=192.0.2.1,192.0.2.2 ech=AQID ipv6hint=2001:db8::1 dohpath=/q{?dns} ohttp tls-supported-groups=29,23");

        Assert.Equal("Alpn,Port", string.Join(',', parameters.Mandatory));
        Assert.Equal("h2,h3", string.Join(',', parameters.Alpn.Select(id => Encoding.ASCII.GetString(id.Span))));
        Assert.True(parameters.NoDefaultAlpn);
        Assert.Equal((ushort)8443, parameters.Port);
        Assert.Equal("192.0.2.1,192.0.2.2", string.Join(',', parameters.IPv4Hints));
        Assert.Equal("010203", Convert.ToHexString(parameters.Ech.Span));
        Assert.Equal("2001:db8::1", string.Join(',', parameters.IPv6Hints));
        Assert.Equal("/q{?dns}", parameters.DohPath);
        Assert.True(parameters.Ohttp);
        Assert.Equal("29,23", string.Join(',', parameters.TlsSupportedGroups));
    }

    [Fact]
    public void Absent_parameters_are_null_or_empty()
    {
        SvcParams parameters = SvcParams.Empty;

        Assert.Empty(parameters.Mandatory);
        Assert.Empty(parameters.Alpn);
        Assert.False(parameters.NoDefaultAlpn);
        Assert.Null(parameters.Port);
        Assert.Empty(parameters.IPv4Hints);
        Assert.True(parameters.Ech.IsEmpty);
        Assert.Empty(parameters.IPv6Hints);
        Assert.Null(parameters.DohPath);
        Assert.False(parameters.Ohttp);
        Assert.Empty(parameters.TlsSupportedGroups);
    }

    [Theory]
    [InlineData("000300020035" + "000100030268" + "32")]
    [InlineData("0001000302683200010003026832")]
    [InlineData("0003000100")]
    [InlineData("00010000")]
    [InlineData("0001000101")]
    [InlineData("0001000100")]
    [InlineData("00040003000000")]
    [InlineData("00000000")]
    [InlineData("000000020003")]
    [InlineData("00020000")]
    [InlineData("0009000100")]
    [Rfc(9460, "2.2")]
    public void A_record_that_breaks_a_rule_passes_as_octets_and_says_so(string hex)
    {
        string rdata = "000100" + hex;

        SvcbData svcb = Assert.IsType<SvcbData>(Rdata.FromWire(DnsType.SVCB, Convert.FromHexString(rdata)));

        Assert.False(svcb.Parameters.IsWellFormed);
        Assert.Equal(rdata, Convert.ToHexStringLower(svcb.ToWire()));
        Assert.StartsWith(@"\# ", svcb.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_its_keys_form_throws_when_it_is_asked_for()
    {
        SvcParams parameters = new(new SvcParam(SvcParamKey.Port, new byte[3]));

        Assert.Throws<DnsFormatException>(() => parameters.Port);
        Assert.True(parameters.TryGetValue(SvcParamKey.Port, out ReadOnlyMemory<byte> octets));
        Assert.Equal(3, octets.Length);
    }

    [Fact]
    public void Parameters_are_put_in_order_and_none_may_come_twice()
    {
        SvcParam port = new(SvcParamKey.Port, new byte[] { 0, 53 });
        SvcParam alpn = new(SvcParamKey.Alpn, new byte[] { 1, (byte)'x' });

        SvcParams parameters = new(port, alpn);

        Assert.Equal([SvcParamKey.Alpn, SvcParamKey.Port], parameters.Select(parameter => parameter.Key));
        Assert.Throws<ArgumentException>(() => new SvcParams(port, port));
    }

    [Theory]
    [InlineData("alpn=\"f\\\\\\\\oo\\\\,bar,h2\"", "0001000c08665c6f6f2c626172026832")]
    [InlineData("alpn=f\\\\\\092oo\\092,bar,h2", "0001000c08665c6f6f2c626172026832")]
    [InlineData("key1=\\002h2", "00010003026832")]
    [InlineData("key65535=\"a b\"", "ffff0003612062")]
    [Rfc(9460, "A.1")]
    public void Escapes_of_lists_and_of_strings_are_two_levels(string text, string wire)
    {
        SvcParams parameters = Parse(text);

        Assert.Equal(wire, Convert.ToHexStringLower(parameters.Wire));
        Assert.Equal(parameters, Parse(parameters.ToString()));
    }

    [Theory]
    [InlineData("port=80 port=81")]
    [InlineData("port=080000")]
    [InlineData("Port=80")]
    [InlineData("key01=x")]
    [InlineData("alpn=h\\\\x")]
    [InlineData("alpn=\"\"")]
    [InlineData("mandatory=mandatory")]
    [InlineData("mandatory=port")]
    [InlineData("no-default-alpn")]
    [InlineData("ipv4hint=192.0.2.1,")]
    [InlineData("ipv6hint=::1%1")]
    [InlineData("ech=")]
    [InlineData("ohttp=1")]
    [InlineData("tls-supported-groups=65536")]
    [InlineData("key3=abc")]
    [Rfc(9460, "2.1")]
    public void Text_that_breaks_a_rule_is_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Rdata.Parse(DnsType.SVCB, "1 . " + text, DomainName.Root));
    }

    [Theory]
    [InlineData("mandatory=key65280,alpn alpn=h2 key65280", true)]
    [InlineData("mandatory=alpn,key65280 alpn=h2 key65281", false)]
    [InlineData("mandatory=key65281 key65280", false)]
    [Rfc(9460, "8")]
    public void Every_mandatory_key_is_there(string text, bool good)
    {
        DnsTextException? error = Record.Exception(() => Parse(text)) as DnsTextException;

        Assert.Equal(good, error is null);
    }

    private static SvcParams Parse(string text) => Assert.IsType<SvcbData>(Rdata.Parse(DnsType.SVCB, "1 . " + text)).Parameters;
}
