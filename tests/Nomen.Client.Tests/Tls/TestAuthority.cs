using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Tests.Tls;

/// <summary>A certificate authority of the test's own, and the certificates that it signs. Time stands at 2026-01-01, as the tests' clock does.</summary>
internal sealed class TestAuthority
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _signing;

    public TestAuthority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN=Authority {Convert.ToHexString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _signing = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
        Certificate = X509CertificateLoader.LoadCertificate(_signing.RawData);
    }

    /// <summary>Its own certificate, for clients to trust.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A certificate with its key, signed by this authority.</summary>
    /// <param name="name">A subject alternative name, or an address as one; null for none.</param>
    /// <param name="notBefore">Default a month ago.</param>
    /// <param name="notAfter">Default in a month.</param>
    /// <param name="usage">The extended key usage.</param>
    /// <param name="subject">The subject field.</param>
    public X509Certificate2 Issue(string? name = "dns.example", DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string usage = ForServers, string subject = "CN=nobody")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request(key, name, usage, subject);
        using X509Certificate2 certificate = request.Create(_signing, notBefore ?? Now.AddMonths(-1), notAfter ?? Now.AddMonths(1), [1, 2, 3, 4]);
        return Loadable(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate that nobody signed but itself.</summary>
    public static X509Certificate2 SelfSigned(string name = "dns.example")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Loadable(Request(key, name, ForServers, "CN=nobody").CreateSelfSigned(Now.AddMonths(-1), Now.AddMonths(1)));
    }

    private static CertificateRequest Request(ECDsa key, string? name, string usage, string subject)
    {
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        if (name is not null)
        {
            SubjectAlternativeNameBuilder names = new();
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(name);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        return request;
    }

    // The key of a certificate just made lives in memory only, which the TLS of Windows does not take.
    private static X509Certificate2 Loadable(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
