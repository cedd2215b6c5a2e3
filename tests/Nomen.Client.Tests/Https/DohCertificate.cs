using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Tests.Https;

/// <summary>An authority and the certificates that it signs, made for the test run.</summary>
internal static class DohCertificate
{
    public const string Host = "dns.test";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly X509Certificate2 SigningAuthority = CreateAuthority();

    /// <summary>What a client is told to trust.</summary>
    public static X509Certificate2 Authority { get; } = X509CertificateLoader.LoadCertificate(SigningAuthority.RawData);

    /// <summary>For <see cref="Host"/> and 127.0.0.1.</summary>
    public static X509Certificate2 Valid { get; } = Create(Host, Now.AddDays(-1), Now.AddDays(1), withAddress: true);

    /// <summary>For another name.</summary>
    public static X509Certificate2 WrongName { get; } = Create("other.test", Now.AddDays(-1), Now.AddDays(1));

    /// <summary>Out of date since yesterday.</summary>
    public static X509Certificate2 Expired { get; } = Create(Host, Now.AddDays(-2), Now.AddDays(-1));

    private static X509Certificate2 CreateAuthority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Authority of the tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
    }

    private static X509Certificate2 Create(string name, DateTimeOffset from, DateTimeOffset to, bool withAddress = false)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        if (withAddress)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(SigningAuthority, from, to, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
