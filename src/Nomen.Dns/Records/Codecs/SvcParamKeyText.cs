using System.Globalization;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Names of service parameter keys; <c>keyNNN</c> without leading zeros for one without a name (RFC 9460 section 2.1).</summary>
internal static class SvcParamKeyText
{
    private const string Prefix = "key";

    private static readonly string[] Names =
        ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp", "tls-supported-groups"];

    public static string Format(SvcParamKey key) =>
        (int)key < Names.Length ? Names[(int)key] : Prefix + ((ushort)key).ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out SvcParamKey key)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (text.SequenceEqual(Names[i]))
            {
                key = (SvcParamKey)i;
                return true;
            }
        }

        ReadOnlySpan<char> digits = IsNumbered(text) ? text[Prefix.Length..] : default;
        bool good = ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && (digits.Length == 1 || digits[0] != '0');
        key = (SvcParamKey)number;
        return good;
    }

    /// <summary>Whether a good key is given as <c>keyNNN</c>.</summary>
    public static bool IsNumbered(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal);
}
