using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Quic;

/// <summary>Connections of System.Net.Quic. No 0-RTT: what is sent so can be replayed (RFC 9250 section 4.5), and the platform offers none.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class SystemQuicConnector(IPEndPoint server, QuicTransportOptions options) : IQuicConnector
{
    private static readonly SslApplicationProtocol Doq = new("doq");

    /// <inheritdoc/>
    public async ValueTask<IQuicSession> ConnectAsync(CancellationToken cancellationToken) =>
        new SystemQuicSession(await QuicConnection.ConnectAsync(ConnectionOptions(), cancellationToken).ConfigureAwait(false));

    /// <summary>Our settings as the platform takes them.</summary>
    internal QuicClientConnectionOptions ConnectionOptions() => new()
    {
        RemoteEndPoint = server,
        DefaultCloseErrorCode = (long)DoqError.NoError,
        DefaultStreamErrorCode = (long)DoqError.RequestCancelled,
        HandshakeTimeout = options.ConnectTimeout,
        IdleTimeout = options.IdleTimeout,

        // The client opens all streams (RFC 9250 section 4.2).
        MaxInboundBidirectionalStreams = 0,
        MaxInboundUnidirectionalStreams = 0,
        ClientAuthenticationOptions = new SslClientAuthenticationOptions
        {
            ApplicationProtocols = [Doq],
            TargetHost = options.ServerName ?? server.Address.ToString(),
            CertificateChainPolicy = ChainPolicy(),
        },
    };

    private X509ChainPolicy ChainPolicy()
    {
        X509ChainPolicy policy = new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (!options.TrustedRoots.IsEmpty)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedRoots.ToArray());
        }

        return policy;
    }
}
