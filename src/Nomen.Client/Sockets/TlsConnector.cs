using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Tls;
using Nomen.Dns.Transports;

namespace Nomen.Client.Sockets;

/// <summary>Opens TLS connections to one server (RFC 7858), over TCP or whatever connector it is given.</summary>
/// <remarks>
/// A failure is an <see cref="AuthenticationException"/> whose message says what was wrong, a stall a <see cref="TimeoutException"/>;
/// nothing is ever sent in clear text. Keeps no state of its own: the sessions to be resumed are the system's.
/// </remarks>
public sealed partial class TlsConnector : IStreamConnector
{
    // Certificates for servers, RFC 5280 section 4.2.1.12: one for clients or for code must not pass for a server's.
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly SslApplicationProtocol Dot = new("dot");

    private readonly IStreamConnector _inner;
    private readonly TlsConnectorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string? _name;
    private readonly string _target;
    private readonly SslStreamCertificateContext? _clientCertificate;

    /// <summary>Makes a connector over TCP; nothing is opened yet.</summary>
    /// <param name="server">Address and port, normally 853.</param>
    /// <param name="options">Authentication and limits; null for the defaults: the certificate must be for the address.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    public TlsConnector(IPEndPoint server, TlsConnectorOptions? options = null, TransportServices? services = null)
        : this(new TcpConnector(server, (options ?? new TlsConnectorOptions()).Tcp, services), options, services, server.Address.ToString())
    {
    }

    /// <summary>Makes a connector over another one; nothing is opened yet.</summary>
    /// <param name="inner">Opens what TLS runs over. Its <see cref="IStreamConnector.Protocol"/> is TCP.</param>
    /// <param name="options">Authentication and limits. <see cref="TlsConnectorOptions.Tcp"/> is not used: the inner one is open.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    /// <exception cref="ArgumentException">The profile is strict, and there is neither name nor pin; or the inner connector is no TCP.</exception>
    public TlsConnector(IStreamConnector inner, TlsConnectorOptions options, TransportServices? services = null)
        : this(inner, options, services, address: null)
    {
    }

    private TlsConnector(IStreamConnector inner, TlsConnectorOptions? options, TransportServices? services, string? address)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _options = options ?? new TlsConnectorOptions();
        if (inner.Protocol != DnsProtocol.Tcp)
        {
            throw new ArgumentException($"TLS runs over TCP, not over {inner.Protocol}.", nameof(inner));
        }

        // Pins alone may authenticate (RFC 7858 section 4.2); else the certificate must have a name, at least that of the address.
        _name = _options.AuthenticationName ?? (_options.Pins.IsEmpty && _options.Profile == PrivacyProfile.Strict ? address : null);
        if (_name is null && _options.Pins.IsEmpty && _options.Profile == PrivacyProfile.Strict)
        {
            throw new ArgumentException($"Strict privacy needs {nameof(options.AuthenticationName)} or {nameof(options.Pins)}.", nameof(options));
        }

        services ??= TransportServices.Default;
        _time = services.TimeProvider;
        _log = services.LoggerFactory.CreateLogger<TlsConnector>();
        Upstream = inner.Upstream.Replace("tcp://", "tls://", StringComparison.Ordinal) + (_options.AuthenticationName is { } name ? '#' + name : string.Empty);
        _target = _name ?? address ?? string.Empty;
        _clientCertificate = _options.ClientCertificate is { } own ? SslStreamCertificateContext.Create(own, additionalCertificates: null, offline: true) : null;
    }

    /// <inheritdoc/>
    /// <remarks><c>tls://192.0.2.2:853#dns.example</c>; behind <c>#</c> the name that the certificate must have.</remarks>
    public string Upstream { get; }

    /// <inheritdoc/>
    public DnsProtocol Protocol => DnsProtocol.Tls;

    /// <inheritdoc/>
    /// <exception cref="AuthenticationException">TLS failed, or the server did not prove who it is; the message says which.</exception>
    public async ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        ConnectionStream underneath = new(await _inner.ConnectAsync(cancellationToken).ConfigureAwait(false));
        SslStream stream = new(underneath);
        TlsConnection connection = new(stream, underneath, _time);
        CertificateCheck check = new(_name, _options.Pins, _options.Profile);
        using CancellationTokenSource limit = new(_options.HandshakeTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await stream.AuthenticateAsClientAsync(Settings(check), either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested
                ? new TimeoutException($"No TLS handshake with {Upstream} within {_options.HandshakeTimeout.TotalSeconds} s.", e)
                : new AuthenticationException(HandshakeFailure.Describe(e, check.Complaint, underneath.FirstOctet, underneath.HasEnded), e);
        }

        if (Missing(stream, check) is { } missing)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new AuthenticationException(missing);
        }

        underneath.EndWatch();
        Log(stream, check);
        return connection;
    }

    private SslClientAuthenticationOptions Settings(CertificateCheck check) => new()
    {
        TargetHost = _target,
        EnabledSslProtocols = _options.MinimumVersion == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = _options.Alpn == AlpnUse.Omit ? null : [Dot],
        AllowTlsResume = _options.ResumeSessions,
        AllowRenegotiation = false,
        ClientCertificateContext = _clientCertificate,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => check.Accept(certificate as X509Certificate2, chain, errors),
    };

    private X509ChainPolicy Policy()
    {
        X509ChainPolicy policy = new()
        {
            RevocationMode = _options.Revocation,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            UrlRetrievalTimeout = _options.HandshakeTimeout,
            TrustMode = _options.TrustedRoots.IsEmpty ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
            VerificationTime = _time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,

            // To fetch what the server left out would need DNS, at an address that whoever answers here may choose.
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(ServerAuthentication);
        policy.CustomTrustStore.AddRange(_options.TrustedRoots.ToArray());
        return policy;
    }

    /// <summary>What an open connection lacks to be used.</summary>
    private string? Missing(SslStream stream, CertificateCheck check)
    {
        if (!check.WasAsked && _options.Profile == PrivacyProfile.Strict)
        {
            return "the certificate of the server was not checked";
        }

        return _options.Alpn == AlpnUse.Require && stream.NegotiatedApplicationProtocol != Dot ? "the server did not choose the application protocol dot" : null;
    }

    private void Log(SslStream stream, CertificateCheck check)
    {
        if (check.Complaint is not null)
        {
            LogUnauthenticated(_log, Upstream, check.Complaint);
        }

        if (_log.IsEnabled(LogLevel.Debug))
        {
            LogConnected(_log, Upstream, stream.SslProtocol, stream.NegotiatedCipherSuite, stream.NegotiatedApplicationProtocol.ToString());
        }
    }
}
