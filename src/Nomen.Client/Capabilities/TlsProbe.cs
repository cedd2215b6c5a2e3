using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Capabilities;

/// <summary>Tries TLS with itself over loopback, with a certificate made for the purpose.</summary>
internal static class TlsProbe
{
    private const string Name = "probe.invalid";

    /// <summary>Whether a handshake succeeds, with ALPN.</summary>
    /// <param name="capability">What the result is called.</param>
    /// <param name="version">The one version to use; none for what the system chooses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PlatformCapability> RunAsync(string capability, SslProtocols version, CancellationToken cancellationToken)
    {
        try
        {
            await HandshakeAsync(version, cancellationToken);
            return new PlatformCapability(capability, true);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or CryptographicException or PlatformNotSupportedException)
        {
            return new PlatformCapability(capability, false, (e.InnerException ?? e).Message);
        }
    }

    private static async Task HandshakeAsync(SslProtocols version, CancellationToken cancellationToken)
    {
        using X509Certificate2 certificate = MakeCertificate();
        (Socket clientEnd, Socket serverEnd) = await SocketProbe.ConnectAsync(cancellationToken);
        using SslStream client = new(new NetworkStream(clientEnd, ownsSocket: true));
        using SslStream server = new(new NetworkStream(serverEnd, ownsSocket: true));
        Task serving = server.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                EnabledSslProtocols = version,
                ApplicationProtocols = [SslApplicationProtocol.Http2],
            },
            cancellationToken);
        try
        {
            await client.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = Name,
                    EnabledSslProtocols = version,
                    ApplicationProtocols = [SslApplicationProtocol.Http2],

                    // Whether the handshake works is asked, not whom it is with: only the very certificate made above will do.
                    RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(certificate.RawDataMemory.Span),
                },
                cancellationToken);
            await serving;
            if (client.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
            {
                throw new AuthenticationException("no ALPN");
            }
        }
        finally
        {
            // A handshake that failed here leaves the other side waiting until its connection ends.
            await client.DisposeAsync();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Name}", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 ephemeral = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // Windows serves only keys that came out of a store or file.
        return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
    }
}
