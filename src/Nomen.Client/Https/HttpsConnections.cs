using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Services;
using Nomen.Client.Tls;

namespace Nomen.Client.Https;

/// <summary>Makes the handler of a transport that has connections of its own.</summary>
internal static class HttpsConnections
{
    // RFC 5280 section 4.2.1.12: a certificate for clients or for code must not pass for a server's.
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>The handler without what a client adds; the caller disposes it.</summary>
    /// <param name="host">Name or address that the certificate must have.</param>
    /// <param name="options">How to connect.</param>
    /// <param name="services">The clock.</param>
    public static HttpMessageInvoker Create(string host, HttpsConnectionOptions options, TransportServices services) => new(CreateHandler(host, options, services), disposeHandler: true);

    /// <summary>The handler by itself.</summary>
    public static SocketsHttpHandler CreateHandler(string host, HttpsConnectionOptions options, TransportServices services)
    {
        var handler = new SocketsHttpHandler
        {
            // Redirects are followed by the transport, which knows how far (docs/threats.md B10).
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = options.EnableMultipleHttp2Connections,
            KeepAlivePingDelay = options.KeepAlivePingDelay,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingTimeout = options.KeepAlivePingTimeout,
            MaxConnectionsPerServer = options.MaxHttp11Connections,
            PooledConnectionIdleTimeout = options.IdleTimeout,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            Proxy = options.Proxy,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
        };
        handler.SslOptions.CertificateChainPolicy = ChainPolicy(options.TrustedRoots);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Accept(host, options.Pins, certificate as X509Certificate2, chain, errors);

        if (!options.Addresses.IsEmpty && options.Proxy is null)
        {
            AddressDialer dialer = new(options.Addresses, options.AttemptDelay, services.TimeProvider);
            handler.ConnectCallback = (context, cancellationToken) => dialer.ConnectAsync(context.DnsEndPoint.Port, cancellationToken);
        }

        return handler;
    }

    private static X509ChainPolicy ChainPolicy(ImmutableArray<X509Certificate2> roots)
    {
        // Nothing is fetched on the way: a certificate's own URLs would need names looked up, which may be what this connection is for.
        X509ChainPolicy policy = new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(ServerAuthentication);
        if (!roots.IsEmpty)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots.ToArray());
        }

        return policy;
    }

    /// <summary>Whether the handshake goes on; a refusal says why, which the platform's own error would not.</summary>
    private static bool Accept(string host, ImmutableArray<SpkiPin> pins, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        CertificateCheck check = new(host, pins, PrivacyProfile.Strict);
        return check.Accept(certificate, chain, errors) ? true : throw new AuthenticationException(check.Complaint);
    }
}
