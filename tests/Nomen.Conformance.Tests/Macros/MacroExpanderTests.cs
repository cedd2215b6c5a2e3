using Nomen.Conformance.Macros;

namespace Nomen.Conformance.Tests.Macros;

public sealed class MacroExpanderTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${3}", "3")]
    [InlineData("${2 + 3 * 4}", "20")]
    [InlineData("${2 + ${3 * 4}}", "14")]
    [InlineData("${30*24*3600}", "2592000")]
    [InlineData("${1/4}", "0.25")]
    [InlineData("${-1 + 3}", "2")]
    [InlineData("a ${time} b ${timeout} c", "a 1258962400 b 42 c")]
    [InlineData("${$t + $p}", "110")]
    [InlineData("${range 1 ${timeout} 50}", "42")]
    [InlineData("${ctime 0}", "Thu Jan  1 00:00:00 1970")]
    [InlineData("${ctime $t + 1258962300}", "Mon Nov 23 07:46:40 2009")]
    public void Macros_expand_from_left_to_right_and_inside_out(string text, string expanded)
    {
        MacroExpander macros = new(() => 1258962400, () => 42);
        macros.Assign("t = 100");
        macros.Assign("p = ${5 + 5}");

        Assert.Equal(expanded, macros.Expand(text));
    }

    [Theory]
    [InlineData("${range 50 ${timeout} 60}", true)]
    [InlineData("${$never}", false)]
    [InlineData("${3", false)]
    [InlineData("${3 +}", false)]
    [InlineData("${x}", false)]
    public void What_cannot_be_expanded_is_an_error(string text, bool isRange)
    {
        MacroExpander macros = new(() => 0, () => 42);

        MacroException error = Assert.Throws<MacroException>(() => macros.Expand(text));

        Assert.Equal(isRange, error.IsRange);
    }
}
