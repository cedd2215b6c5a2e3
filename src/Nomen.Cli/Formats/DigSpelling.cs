using System.Globalization;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>The few rdata types that dig writes in another way than most tools; both ways read back as the same octets.</summary>
internal static class DigSpelling
{
    /// <summary>dig's way of the text.</summary>
    public static string Of(Rdata data, string text) => data switch
    {
        CertData => CertificateAlgorithm(text),
        NidData or L64Data => string.Join(':', text.Split(':').Select(WithoutLeadingZeros)),
        LocData => text.Replace(" 0m", " 0.00m", StringComparison.Ordinal),
        _ => text,
    };

    // A mnemonic where there is one: "PKIX 12345 RSASHA256 ...".
    private static string CertificateAlgorithm(string text)
    {
        const int Algorithm = 2;
        string[] fields = text.Split(' ');
        if (byte.TryParse(fields[Algorithm], NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
        {
            fields[Algorithm] = ((DnssecAlgorithm)number).ToMnemonic();
        }

        return string.Join(' ', fields);
    }

    // The first group follows the preference and a blank.
    private static string WithoutLeadingZeros(string group)
    {
        int start = group.LastIndexOf(' ') + 1;
        string digits = group[start..].TrimStart('0');

        return string.Concat(group.AsSpan(0, start), digits.Length == 0 ? "0" : digits);
    }
}
