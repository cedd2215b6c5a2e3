using System.Globalization;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Decimal numbers with a few places behind the point, as whole numbers of the last place.</summary>
internal static class FixedPoint
{
    /// <summary>Most digits before the point: they hold every number of LOC and leave room to multiply.</summary>
    private const int MaxDigits = 12;

    /// <summary>Reads digits, and a point with at most so many places: <c>21.5</c> with 3 places is 21500. One side of the point may be empty.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int places, out long value)
    {
        value = 0;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length > MaxDigits || fraction.Length > places || (whole.IsEmpty && fraction.IsEmpty)
            || (!whole.IsEmpty && !long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out value)))
        {
            return false;
        }

        for (int i = 0; i < places; i++)
        {
            char digit = i < fraction.Length ? fraction[i] : '0';
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
