using System.Globalization;
using System.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets as groups of hexadecimal digits with a separator: EUI addresses, ILNP locators.</summary>
internal static class DigitGroups
{
    /// <summary>Reads groups of <paramref name="least"/> to <paramref name="most"/> digits, which together fill <paramref name="octets"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, char separator, Span<byte> octets, int least, int most)
    {
        int size = most / 2;
        for (int at = 0; at < octets.Length; at += size)
        {
            bool isLast = at + size == octets.Length;
            int length = text.IndexOf(separator);
            if (isLast != (length < 0))
            {
                return false;
            }

            ReadOnlySpan<char> group = isLast ? text : text[..length];
            if (group.Length < least || group.Length > most || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value))
            {
                return false;
            }

            octets[at + size - 1] = (byte)value;
            octets[at] = size == 2 ? (byte)(value >> 8) : (byte)value;
            text = text[(length + 1)..];
        }

        return true;
    }

    /// <summary>Writes groups of <paramref name="size"/> octets, in lower case.</summary>
    public static string Format(ReadOnlySpan<byte> octets, char separator, int size)
    {
        StringBuilder text = new();
        for (int i = 0; i < octets.Length; i += size)
        {
            text.Append(i > 0 ? separator.ToString() : string.Empty).Append(Convert.ToHexStringLower(octets.Slice(i, size)));
        }

        return text.ToString();
    }
}
