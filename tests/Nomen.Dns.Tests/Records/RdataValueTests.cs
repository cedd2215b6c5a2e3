using System.Net;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

/// <summary>Data made in code: the small types that records are made of.</summary>
public sealed class RdataValueTests
{
    [Fact]
    public void Text_of_several_strings_is_joined_before_it_is_decoded()
    {
        TxtData text = new([new byte[] { 0x63, 0xc3 }, new byte[] { 0xa9 }]);

        Assert.Equal("cé", text.GetText());
    }

    [Fact]
    [Rfc(3123, "4")]
    public void A_range_of_addresses_is_written_without_trailing_zeros()
    {
        AplData apl = new([new AplItem(IPAddress.Parse("192.168.32.0"), 21), new AplItem(IPAddress.Parse("2001:db8::"), 32, isNegated: true)]);

        Assert.Equal("00011503c0a82000" + "02208420010db8", Convert.ToHexStringLower(apl.ToWire()));
        Assert.Equal("1:192.168.32.0/21 !2:2001:db8::/32", apl.ToString());
        Assert.Equal(IPAddress.Parse("192.168.32.0"), apl.Items[0].Address);
    }

    [Fact]
    public void A_prefix_is_not_longer_than_its_address()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AplItem(IPAddress.Loopback, 33));
    }

    [Fact]
    [Rfc(4025, "2.5")]
    public void A_gateway_is_an_address_a_name_or_nothing()
    {
        DomainName name = DomainName.Parse("gw.example.");

        Assert.Equal("10 1 2 192.0.2.1 AQ==", new IpseckeyData(10, 2, Gateway.FromAddress(IPAddress.Parse("192.0.2.1")), new byte[] { 1 }).ToString());
        Assert.Equal("10 2 2 2001:db8::1", new IpseckeyData(10, 2, Gateway.FromAddress(IPAddress.Parse("2001:db8::1")), default).ToString());
        Assert.Equal("10 3 2 gw.example.", new IpseckeyData(10, 2, Gateway.FromName(name), default).ToString());
        Assert.Equal("10 0 2 .", new IpseckeyData(10, 2, Gateway.None, default).ToString());
        Assert.Equal(Gateway.FromName(name), Gateway.FromName(DomainName.Parse("GW.example.")));
    }

    [Fact]
    public void A_gateway_of_an_unknown_form_keeps_its_octets()
    {
        byte[] wire = [10, 4, 2, 1, 2, 3];

        IpseckeyData key = Assert.IsType<IpseckeyData>(Rdata.FromWire(DnsType.IPSECKEY, wire));

        Assert.Equal((GatewayType)4, key.Gateway.Type);
        Assert.Equal(wire, key.ToWire());
        Assert.Equal(@"\# 6 0A0402010203", key.ToString());
    }

    [Fact]
    [Rfc(2535, "5.2")]
    public void The_old_bitmap_ends_at_type_127()
    {
        NxtBitmap types = new(DnsType.A, DnsType.NXT);

        Assert.True(types.Contains(DnsType.A));
        Assert.False(types.Contains(DnsType.URI));
        Assert.Equal("40000002", Convert.ToHexString(types.Wire));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NxtBitmap(DnsType.NXNAME));
    }

    [Fact]
    public void Ports_come_as_numbers()
    {
        WksData services = Assert.IsType<WksData>(Rdata.Parse(DnsType.WKS, "192.0.2.1 tcp smtp 65535"));

        Assert.Equal([(ushort)25, (ushort)65535], services.Ports);
    }

    [Fact]
    [Rfc(6891, "6.1.2")]
    public void Options_of_opt_have_to_fit()
    {
        Assert.False(Rdata.TryFromWire(DnsType.OPT, [0, 10, 0, 2, 1], out _, out _));
        Assert.True(Rdata.TryFromWire(DnsType.OPT, [0, 10, 0, 1, 1], out _, out _));
    }

    [Fact]
    public void Rdata_over_the_limit_of_a_record_has_no_wire_form()
    {
        NullData data = new(new byte[65536]);

        Assert.Throws<InvalidOperationException>(data.ToWire);
        Assert.Equal(65535, new NullData(new byte[65535]).ToWire().Length);
    }
}
