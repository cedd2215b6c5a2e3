using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Services;

namespace Nomen.Client.Https;

/// <summary>Makes the handler of a transport that has connections of its own.</summary>
internal static class HttpsConnections
{
    /// <summary>The handler without what a client adds; the caller disposes it.</summary>
    public static HttpMessageInvoker Create(HttpsConnectionOptions options, TransportServices services) => new(CreateHandler(options, services), disposeHandler: true);

    /// <summary>The handler by itself.</summary>
    public static SocketsHttpHandler CreateHandler(HttpsConnectionOptions options, TransportServices services)
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
        if (!options.Pins.IsEmpty)
        {
            ImmutableHashSet<string> pins = [.. options.Pins];
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, chain, errors) => errors == SslPolicyErrors.None && chain is not null && HasPin(chain, pins);
        }

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
        if (!roots.IsEmpty)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots.ToArray());
        }

        return policy;
    }

    private static bool HasPin(X509Chain chain, ImmutableHashSet<string> pins) =>
        chain.ChainElements.Any(element => pins.Contains(Convert.ToBase64String(SHA256.HashData(element.Certificate.PublicKey.ExportSubjectPublicKeyInfo()))));
}
