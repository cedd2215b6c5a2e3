using Nomen.Cli.Formats;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Tests.Formats;

public sealed class DigWordsTests
{
    [Theory]
    [InlineData(3, "NXDOMAIN")]
    [InlineData(11, "RESERVED11")]
    [InlineData(15, "RESERVED15")]
    [InlineData(16, "BADVERS")]
    [InlineData(17, "?17")]
    [InlineData(23, "BADCOOKIE")]
    [InlineData(4095, "?4095")]
    public void Response_codes_are_the_words_of_dig(int rcode, string expected) => Assert.Equal(expected, DigWords.Rcode((Rcode)rcode));
}
