using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Wire;

public sealed class PlainReaderTests
{
    [Fact]
    public void Names_in_rdata_are_expanded()
    {
        byte[] octets = Convert.FromHexString("000084000001000100000000" + "0161076578616d706c6500000f0001" + "c00c000f00010000003c0004" + "000ac00e");

        PlainMessage message = PlainReader.Read(octets);

        Assert.Equal("000a076578616d706c6500", Convert.ToHexStringLower(message.Answers.Single().Data));
    }

    [Fact]
    public void The_OPT_stands_apart_and_gives_upper_bits_of_the_response_code()
    {
        byte[] octets = Convert.FromHexString("000080070000000000000001" + "00002904d001008000" + "0006" + "000f00020006");

        PlainMessage message = PlainReader.Read(octets);

        Assert.Equal(23, message.Rcode);
        Assert.Empty(message.Additional);
        Assert.Equal((0x8000, 15, "0006"), (message.Edns!.Flags, message.Edns.Options[0].Code, Convert.ToHexString(message.Edns.Options[0].Data)));
    }

    [Theory]
    [InlineData("0000000000000000000000")]
    [InlineData("000000000001000000000000")]
    [InlineData("00000000000100000000000001610000010001ff")]
    [InlineData("000000000001000000000000c00c00010001")]
    [InlineData("0000000000010000000000004061000001")]
    [InlineData("00000000000000010000000000000f000100000000000100")]
    [InlineData("000000000000000000000002000029000000000000000000002900000000000000")]
    public void Octets_that_are_no_message_are_refused(string hex) =>
        Assert.Throws<FormatException>(() => PlainReader.Read(Convert.FromHexString(hex)));
}
