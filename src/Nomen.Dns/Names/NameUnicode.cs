using System.Globalization;
using System.Text;
using Nomen.Dns.Errors;

namespace Nomen.Dns.Names;

/// <summary>Internationalised names at the edge (RFC 5890): U-labels in, A-labels inside.</summary>
internal static class NameUnicode
{
    private const string AcePrefix = "xn--";

    // The four dots of RFC 3490 section 3.1: full stop, ideographic, fullwidth and halfwidth ideographic full stop.
    private const string Dots = ".\u3002\uff0e\uff61";

    private static readonly IdnMapping Mapping = new();

    public static DomainName Parse(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return DomainName.Parse(text);
        }

        StringBuilder ascii = new(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int length = LabelLength(text[start..]);
            AppendLabel(ascii, text.Slice(start, length), start + 1);
            start += length;
            if (start < text.Length)
            {
                ascii.Append('.');
                start++;
            }
        }

        string whole = ascii.ToString();
        return NameText.TryParse(whole, DomainName.Root, out DomainName name, out string? expected, out _)
            ? name
            : throw new DnsTextException(expected, text.ToString(), 1);
    }

    public static string Format(DomainName name)
    {
        string text = name.ToString();
        if (!text.Contains(AcePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        StringBuilder unicode = new(text.Length);
        for (; !name.IsRoot; name = name.Parent)
        {
            string label = DomainName.Root.Prepend(name.FirstLabel).ToString()[..^1];
            unicode.Append(ToUnicodeLabel(label)).Append('.');
        }

        return unicode.ToString();
    }

    private static int LabelLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && !Dots.Contains(text[length]))
        {
            length += text[length] == '\\' ? 2 : 1;
        }

        return Math.Min(length, text.Length);
    }

    private static void AppendLabel(StringBuilder ascii, ReadOnlySpan<char> label, int column)
    {
        if (Ascii.IsValid(label))
        {
            ascii.Append(label);
            return;
        }

        try
        {
            ascii.Append(Mapping.GetAscii(label.ToString()));
        }
        catch (ArgumentException exception)
        {
            throw new DnsTextException("a label that IDNA allows", label.ToString(), null, 1, column, exception);
        }
    }

    private static string ToUnicodeLabel(string label)
    {
        if (!label.StartsWith(AcePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return label;
        }

        try
        {
            string unicode = Mapping.GetUnicode(label);
            return string.Equals(Mapping.GetAscii(unicode), label, StringComparison.OrdinalIgnoreCase) ? unicode : label;
        }
        catch (ArgumentException)
        {
            // Anybody may register a label that only looks like an A-label: it is shown as it is.
            return label;
        }
    }
}
