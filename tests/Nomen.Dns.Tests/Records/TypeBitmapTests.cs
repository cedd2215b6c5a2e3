using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

public sealed class TypeBitmapTests
{
    [Fact]
    [Rfc(4034, "4.3")]
    public void The_example_of_the_rfc_has_its_octets()
    {
        TypeBitmap types = new(DnsType.A, DnsType.MX, DnsType.RRSIG, DnsType.NSEC, (DnsType)1234);

        Assert.Equal("0006400100000003041b000000000000000000000000000000000000000000000000000020", Convert.ToHexStringLower(types.Wire));
    }

    [Fact]
    public void Any_set_of_types_comes_back_in_order_without_repeats()
    {
        Random random = new(4034);
        for (int i = 0; i < 200; i++)
        {
            DnsType[] types = [.. Enumerable.Range(0, random.Next(30)).Select(_ => (DnsType)random.Next(random.Next(2) == 0 ? 300 : 65536))];

            TypeBitmap bitmap = new(types);

            Assert.Equal(types.Distinct().Order(), bitmap);
            Assert.All(types, type => Assert.True(bitmap.Contains(type)));
            Assert.Equal(types.Length == 0, bitmap.IsEmpty);
            Assert.Null(bitmap.FindFlaw());
        }
    }

    [Fact]
    public void A_type_beside_the_set_is_not_in_it()
    {
        TypeBitmap types = new(DnsType.A, DnsType.URI);

        Assert.False(types.Contains(DnsType.NS));
        Assert.False(types.Contains(DnsType.CAA));
        Assert.False(types.Contains((DnsType)513));
    }

    [Theory]
    [InlineData("01014000" + "0140")]
    [InlineData("000140" + "000120")]
    [InlineData("0000")]
    [InlineData("00024000")]
    public void Windows_that_break_the_rules_pass_in_messages_and_are_still_read(string hex)
    {
        byte[] rdata = Convert.FromHexString("00" + hex);

        NsecData nsec = Assert.IsType<NsecData>(Rdata.FromWire(DnsType.NSEC, rdata));

        Assert.NotNull(nsec.Types.FindFlaw());
        Assert.Equal(rdata, nsec.ToWire());
        Assert.Equal(hex != "0000", !nsec.Types.IsEmpty);
        Assert.StartsWith(@"\# ", nsec.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("000240")]
    [InlineData("0021000000000000000000000000000000000000000000000000000000000000000001")]
    [Rfc(4034, "4.1.2")]
    public void A_window_that_runs_over_the_end_or_is_over_32_octets_is_refused(string hex)
    {
        Assert.False(Rdata.TryFromWire(DnsType.NSEC, Convert.FromHexString("00" + hex), out _, out _));
    }
}
