using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>The certificate of the servers on loopback ports, made for the run; who trusts it trusts nobody else.</summary>
internal static class LoopbackCertificate
{
    /// <summary>The name that it is for, beside the address 127.0.0.1.</summary>
    public const string Name = "dns.test";

    private static readonly Lazy<X509Certificate2> Made = new(Make);
    private static readonly Lazy<SslStreamCertificateContext> MadeContext = new(() => SslStreamCertificateContext.Create(Own, additionalCertificates: null, offline: true));

    /// <summary>With its key.</summary>
    public static X509Certificate2 Own => Made.Value;

    /// <summary>As a server of TLS takes it, with nothing fetched for it.</summary>
    public static SslStreamCertificateContext Context => MadeContext.Value;

    private static X509Certificate2 Make()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(Name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // The key of a certificate just made lives in memory only, which the TLS of Windows does not take.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
