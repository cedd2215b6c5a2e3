using System.Diagnostics.CodeAnalysis;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Hexadecimal digits with dots between them for the eye: NSAP and ATM addresses (RFC 1706 section 5).</summary>
internal static class DottedHex
{
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? octets)
    {
        string digits = text.ToString().Replace(".", string.Empty, StringComparison.Ordinal);
        bool good = digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit);
        octets = good ? Convert.FromHexString(digits) : null;
        return good;
    }
}
