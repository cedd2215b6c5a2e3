using Nomen.Cli.Formats;

namespace Nomen.Cli.Tests.Formats;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain täxt", "plain täxt")]
    [InlineData("a\e[31mb\r\nc\u009bd", "a.[31mb..c.d")]
    [InlineData("left\u202eright\u2028", "left.right.")]
    public void What_a_terminal_would_obey_becomes_a_dot(string text, string expected) => Assert.Equal(expected, TerminalText.Printable(text));
}
