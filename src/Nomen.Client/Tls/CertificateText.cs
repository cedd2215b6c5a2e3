using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Nomen.Client.Tls;

/// <summary>What is wrong with a certificate, in words for a person. What the certificate itself says is cut and escaped: it may be anybody's.</summary>
internal static class CertificateText
{
    /// <summary>Enough to recognise the server by; a certificate may have hundreds of names.</summary>
    private const int MaxNames = 5;

    /// <summary>The longest DNS name in its textual form.</summary>
    private const int MaxNameLength = 253;

    /// <summary>The path to a trusted root has errors.</summary>
    public static string OfPath(X509Certificate2 certificate, X509ChainStatus[] statuses)
    {
        X509ChainStatusFlags all = statuses.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        List<string> reasons = [];
        Add(X509ChainStatusFlags.NotTimeValid, $"is valid from {Date(certificate.NotBefore)} to {Date(certificate.NotAfter)} only, or one above it is out of date");
        Add(X509ChainStatusFlags.UntrustedRoot, "leads to an authority that is not trusted");
        Add(X509ChainStatusFlags.PartialChain, "leads to no trusted authority");
        Add(X509ChainStatusFlags.NotSignatureValid, "is not signed by the authority that it names");
        Add(X509ChainStatusFlags.Revoked, "is revoked");
        Add(X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation, "cannot be checked for revocation");
        Add(X509ChainStatusFlags.NotValidForUsage, "is not for servers");
        if (all != X509ChainStatusFlags.NoError || reasons.Count == 0)
        {
            reasons.Add($"does not check ({all})");
        }

        return "its certificate " + string.Join(" and ", reasons);

        void Add(X509ChainStatusFlags flags, string reason)
        {
            if ((all & flags) != 0)
            {
                all &= ~flags;
                reasons.Add(reason);
            }
        }
    }

    /// <summary>The certificate is another server's.</summary>
    public static string OfNames(X509Certificate2 certificate, string expected)
    {
        string[] names = [.. NamesIn(certificate).Take(MaxNames + 1)];
        string text = names.Length switch
        {
            0 => "nobody by name",
            > MaxNames => string.Join(", ", names[..MaxNames]) + " and more",
            _ => string.Join(", ", names),
        };
        return $"its certificate is for {text}, not for {expected}";
    }

    private static IEnumerable<string> NamesIn(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension =>
            extension.EnumerateDnsNames().Select(Printable).Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())));

    private static string Printable(string name)
    {
        StringBuilder text = new();
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, MaxNameLength)))
        {
            text.Append(c is > ' ' and < '\x7f' ? c : '?');
        }

        return text.ToString();
    }

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
