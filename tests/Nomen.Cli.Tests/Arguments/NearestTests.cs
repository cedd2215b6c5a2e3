using Nomen.Cli.Arguments;

namespace Nomen.Cli.Tests.Arguments;

public class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits(string left, string right, int expected)
    {
        Assert.Equal(expected, Nearest.Distance(left, right));
    }

    [Fact]
    public void Nothing_near_is_no_suggestion()
    {
        Assert.Null(Nearest.Find("qqqqqq", ["dnssec", "tcp"]));
    }
}
