using System.Globalization;

namespace Nomen.Cli.Formats;

/// <summary>Words of others (a server, a batch file, a command line) made fit for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>The text with a dot for each character that a terminal would obey instead of show, those that turn the writing direction included.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => IsShown(c) ? c : '.'));

    private static bool IsShown(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
