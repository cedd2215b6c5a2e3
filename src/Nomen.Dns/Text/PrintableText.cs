using System.Globalization;
using System.Text;

namespace Nomen.Dns.Text;

/// <summary>Text from the network or a file made fit for a terminal and a log.</summary>
internal static class PrintableText
{
    /// <summary>The text with every control, format and unassigned character, and every broken one, as <c>\DDD</c> of its UTF-8 octets.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        StringBuilder shown = new(text.Length);
        Span<byte> octets = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsPrintable(rune))
            {
                shown.Append(rune.ToString());
                continue;
            }

            foreach (byte octet in octets[..rune.EncodeToUtf8(octets)])
            {
                shown.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture));
            }
        }

        return shown.ToString();
    }

    // Format characters too: those that turn the writing direction can make a line read as another one.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or
        UnicodeCategory.Format or
        UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.OtherNotAssigned or
        UnicodeCategory.PrivateUse);
}
