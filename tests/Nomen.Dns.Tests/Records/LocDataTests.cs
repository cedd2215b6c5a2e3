using Nomen.Dns.Errors;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

public sealed class LocDataTests
{
    [Fact]
    [Rfc(1876, "2")]
    public void Numbers_of_the_wire_come_as_degrees_and_metres()
    {
        LocData loc = Parse("42 21 54 N 71 06 18 W -24m 30m");

        Assert.Equal(42.365, loc.LatitudeDegrees, 9);
        Assert.Equal(-71.105, loc.LongitudeDegrees, 9);
        Assert.Equal(-24, loc.AltitudeMetres, 9);
        Assert.Equal(30, loc.SizeMetres, 9);
        Assert.Equal(10000, loc.HorizontalPrecisionMetres, 9);
        Assert.Equal(10, loc.VerticalPrecisionMetres, 9);
    }

    [Theory]
    [InlineData("42 N 71 W 0", "42 0 0.000 N 71 0 0.000 W 0.00m 1m 10000m 10m")]
    [InlineData("42 21 n 71 1 e 0M", "42 21 0.000 N 71 1 0.000 E 0.00m 1m 10000m 10m")]
    [InlineData("1 2 3.4 S 5 6 7.89 W -0.5m 0.01m 0.1m 0.5m", "1 2 3.400 S 5 6 7.890 W -0.50m 0.01m 0.10m 0.50m")]
    [InlineData("90 0 0.000 S 180 0 0.000 W -100000m 0m 90000000m 1m", "90 0 0.000 S 180 0 0.000 W -100000.00m 0m 90000000m 1m")]
    [InlineData("1 N 1 E 42849672.95m 25m", "1 0 0.000 N 1 0 0.000 E 42849672.95m 20m 10000m 10m")]
    [Rfc(1876, "3")]
    public void What_may_be_left_out_has_its_default(string text, string full)
    {
        Assert.Equal(full, Parse(text).ToString());
    }

    [Theory]
    [InlineData("91 N 0 E 0m")]
    [InlineData("90 0 0.001 N 0 E 0m")]
    [InlineData("0 N 180 1 E 0m")]
    [InlineData("42 60 N 71 W 0m")]
    [InlineData("42 21 60 N 71 W 0m")]
    [InlineData("42 21 54.1234 N 71 W 0m")]
    [InlineData("42 E 71 N 0m")]
    [InlineData("42 N 71 W -100000.01m")]
    [InlineData("42 N 71 W 42849672.96m")]
    [InlineData("42 N 71 W 0m 90000000.01m")]
    [InlineData("42 N 71 W 0m -1m")]
    [InlineData("42 N 71 W 0m 1m 1m 1m 1m")]
    [InlineData("42 N 71 W 0.001m")]
    public void Text_that_is_not_on_the_globe_is_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Parse(text));
    }

    [Theory]
    [InlineData("01121613800000008000000000989680")]
    [InlineData("00a21613800000008000000000989680")]
    [InlineData("001216139934fd908000000000989680")]
    [InlineData("00051613800000008000000000989680")]
    public void Octets_that_text_cannot_show_pass_and_print_in_the_generic_form(string hex)
    {
        Rdata data = Rdata.FromWire(DnsType.LOC, Convert.FromHexString(hex));

        Assert.Equal($@"\# 16 {hex.ToUpperInvariant()}", data.ToString());
    }

    private static LocData Parse(string text) => Assert.IsType<LocData>(Rdata.Parse(DnsType.LOC, text));
}
