using System.Globalization;

namespace Nomen.Dns.Text;

/// <summary>A number of seconds as <c>5400</c> or <c>1h30m</c>: weeks, days, hours, minutes, seconds, each at most once and in that order when written.</summary>
internal static class SecondsText
{
    private const string Letters = "wdhms";

    private static ReadOnlySpan<uint> Units => [604800, 86400, 3600, 60, 1];

    /// <summary>Reads either form; the units in any order and case, a bare number only alone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out uint seconds)
    {
        seconds = 0;
        if (text.IsEmpty || !char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        ulong total = 0;
        ulong number = 0;
        bool pending = false;
        bool hasUnits = false;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                number = (number * 10) + (ulong)(c - '0');
                pending = true;
            }
            else
            {
                int unit = Letters.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
                if (unit < 0 || !pending)
                {
                    return false;
                }

                total += number * Units[unit];
                (number, pending, hasUnits) = (0, false, true);
            }

            if (number > uint.MaxValue || total > uint.MaxValue)
            {
                return false;
            }
        }

        if (pending && hasUnits)
        {
            return false;
        }

        total += number;
        seconds = (uint)total;
        return true;
    }

    /// <summary>The form with units; "<c>0</c>" for zero.</summary>
    public static string Format(uint seconds)
    {
        string text = string.Empty;
        for (int i = 0; i < Units.Length; i++)
        {
            if (seconds / Units[i] is uint count and > 0)
            {
                text += count.ToString(CultureInfo.InvariantCulture) + Letters[i];
                seconds %= Units[i];
            }
        }

        return text.Length == 0 ? "0" : text;
    }
}
