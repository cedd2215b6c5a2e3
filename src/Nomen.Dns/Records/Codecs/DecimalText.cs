using System.Globalization;
using System.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Decimal numbers as text: a sign, digits, a point; no exponent.</summary>
internal static class DecimalText
{
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(Encoding.Latin1.GetString(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
