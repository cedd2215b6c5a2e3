using Nomen.Dns.Names;
using Nomen.Dns.Text;

namespace Nomen.Dns.Tests.Text;

public sealed class RdataTextWriterTests
{
    [Fact]
    public void One_blank_stands_between_fields()
    {
        RdataTextWriter writer = new();

        writer.WriteNumber(10);
        writer.WriteName(DomainName.Parse("mail.example."));
        writer.WriteToken("x");
        writer.WriteHex([0xab, 0x01]);
        writer.WriteBase64("hello"u8);
        writer.WriteBase32Hex("foobar"u8);

        Assert.Equal("10 mail.example. x AB01 aGVsbG8= CPNMUOJ1E8", writer.ToString());
    }

    [Fact]
    public void Every_octet_that_cannot_be_printed_is_escaped()
    {
        byte[] octets = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        RdataTextWriter writer = new();

        writer.WriteString(octets);

        Assert.DoesNotContain(writer.ToString(), c => c is < ' ' or > '~');
        Assert.Equal(octets, new RdataTextReader(writer.Written, DomainName.Root).ReadLongString("a string"));
    }

    [Fact]
    public void Names_at_or_below_the_origin_can_be_relative()
    {
        RdataTextWriter writer = new(new RdataTextFormat { Origin = DomainName.Parse("example.") });

        writer.WriteName(DomainName.Parse("a.b.Example."));
        writer.WriteName(DomainName.Parse("example."));
        writer.WriteName(DomainName.Parse("badexample."));

        Assert.Equal("a.b @ badexample.", writer.ToString());
    }

    [Fact]
    public void Long_fields_at_the_end_can_be_split()
    {
        RdataTextWriter writer = new(new RdataTextFormat { ChunkLength = 4 });

        writer.WriteGeneric([1, 2, 3, 4, 5]);

        Assert.Equal(@"\# 5 0102 0304 05", writer.ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(65537)]
    public void A_chunk_out_of_range_is_refused(int length)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RdataTextFormat { ChunkLength = length });
    }

    [Fact]
    public void A_cleared_writer_starts_over()
    {
        RdataTextWriter writer = new();
        writer.WriteToken("first");

        writer.Clear();
        writer.WriteToken("second");

        Assert.Equal("second", writer.ToString());
    }

    [Theory]
    [InlineData(0u, "0")]
    [InlineData(3600u, "1h")]
    [InlineData(788645u, "1w2d3h4m5s")]
    public void Seconds_are_written_with_units(uint seconds, string text)
    {
        Assert.Equal(text, SecondsText.Format(seconds));
        Assert.True(SecondsText.TryParse(text, out uint read));
        Assert.Equal(seconds, read);
    }
}
