using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Interop.Tests.Servers;

/// <summary>The certificate of every server of the lab, for <see cref="Name"/> and 127.0.0.1, and the authority that signed it; made anew for each run.</summary>
internal static class LabCertificate
{
    /// <summary>The servers' name: their certificate has it beside 127.0.0.1.</summary>
    public const string Name = "dns.lab.test";

    // Valid from yesterday, so that no clock of a test machine is too early for it.
    private static readonly DateTimeOffset NotBefore = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset NotAfter = NotBefore.AddDays(30);

    private static readonly X509Certificate2 SigningAuthority = CreateAuthority();
    private static readonly X509Certificate2 Server = CreateServer();

    /// <summary>The authority's certificate, without its key: what a client is told to trust.</summary>
    public static X509Certificate2 Authority { get; } = X509CertificateLoader.LoadCertificate(SigningAuthority.RawData);

    /// <summary>The same as PEM text.</summary>
    public static string AuthorityPem => Authority.ExportCertificatePem();

    /// <summary>SHA-256 of the public key of the servers' certificate, in base64: its SPKI pin (RFC 7858 section 4.2).</summary>
    public static string Pin { get; } = Convert.ToBase64String(SHA256.HashData(Server.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Writes <c>tls.pem</c> and <c>tls.key</c> into a server's directory.</summary>
    public static void WriteTo(DirectoryInfo directory)
    {
        using ECDsa key = Server.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(directory.FullName, CertificateFile), Server.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(directory.FullName, KeyFile), key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>The certificate's file in a server's directory.</summary>
    public const string CertificateFile = "tls.pem";

    /// <summary>The key's file in a server's directory.</summary>
    public const string KeyFile = "tls.key";

    private static X509Certificate2 CreateAuthority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Authority of the lab", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(NotBefore, NotAfter);
    }

    private static X509Certificate2 CreateServer()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(Name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using X509Certificate2 certificate = request.Create(SigningAuthority, NotBefore, NotAfter, [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }
}
