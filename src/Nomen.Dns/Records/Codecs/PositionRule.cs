using System.Globalization;
using System.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The decimal numbers of GPOS (RFC 1712 section 3).</summary>
internal static class PositionRule
{
    /// <summary>What was expected; null for a number whose size is at most <paramref name="most"/>.</summary>
    public static string? FindFlaw(ReadOnlySpan<byte> text, double most, string what)
    {
        string number = Encoding.Latin1.GetString(text);
        return double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) <= most
            ? null
            : $"a {what} as a decimal number in its range";
    }
}
