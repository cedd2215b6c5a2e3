using System.Net;
using Nomen.Client.Hops;
using Nomen.Client.Quic;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Https;

/// <summary>Asks one server over HTTPS, each request an HTTP request of its own (RFC 8484); over HTTP/2, or HTTP/3 where the platform has it.</summary>
/// <remarks>
/// Message ID 0, padding (RFC 8467), no 0x20. The response's Age lowers its TTLs. A truncated response is no response, as there is
/// no larger transport to ask (<see cref="TransportFailure.Truncated"/>). A query that died with its connection is sent once more.
/// Holds HTTP connections: its own, or those of a caller's <see cref="HttpClient"/>, which it never disposes. Hop layer. Thread-safe.
/// </remarks>
public sealed class HttpsTransport : IDnsTransport
{
    private readonly HopRunner _runner;

    /// <summary>Asks over connections of its own.</summary>
    /// <param name="template">Where the server takes requests.</param>
    /// <param name="options">How requests travel; null for the defaults.</param>
    /// <param name="connection">How to connect; null for the defaults.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    public HttpsTransport(
        DohTemplate template,
        HttpsTransportOptions? options = null,
        HttpsConnectionOptions? connection = null,
        TransportServices? services = null)
        : this(null, template, options ?? new(), connection, services ?? TransportServices.Default)
    {
    }

    /// <summary>Asks through a caller's client: its connections, proxy, handlers and default headers.</summary>
    /// <param name="client">Stays the caller's. Switch off its automatic redirects: a response that came from another host is refused, but the other host saw the request.</param>
    /// <param name="template">Where the server takes requests.</param>
    /// <param name="options">How requests travel; null for the defaults. The client's own time-out holds when it is shorter.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    public HttpsTransport(HttpClient client, DohTemplate template, HttpsTransportOptions? options = null, TransportServices? services = null)
        : this(client, template, options ?? new(), null, services ?? TransportServices.Default) => ArgumentNullException.ThrowIfNull(client);

    private HttpsTransport(HttpClient? client, DohTemplate template, HttpsTransportOptions options, HttpsConnectionOptions? connection, TransportServices services)
    {
        ArgumentNullException.ThrowIfNull(template);
        Upstream = template.ToString();
        bool isHttp3 = options.Version == HttpVersion.Version30;
        HttpsSender sender = client is null ? new(HttpsConnections.Create(template.Host, connection ?? new(), services)) : new(client);
        _runner = new HopRunner(
            new HttpsHop(sender, template, options, client is null ? WhyUnusable(options) : null),
            new HopMeter(template.Host, "doh", isHttp3 ? "quic" : "tcp", services.TimeProvider),
            new HopRules
            {
                Upstream = Upstream,
                Protocol = DnsProtocol.Https,
                LogCategory = typeof(HttpsTransport).FullName!,
                Timeout = options.Timeout,
                MaxConcurrentRequests = options.MaxConcurrentRequests,
                QueueLimit = options.QueueLimit,
            },
            services);
    }

    /// <summary>The server in its textual form: the template.</summary>
    public string Upstream { get; }

    /// <inheritdoc/>
    /// <remarks>One response for each request: IXFR has the one that a datagram would have, AXFR is refused.</remarks>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<DnsResponse>(cancellationToken)
            : _runner.SendAsync(request, cancellationToken);
    }

    /// <summary>Fails what is outstanding, and closes the connections that are its own.</summary>
    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    /// <summary>HTTP/3 and nothing lower was asked for, and QUIC is missing: no request can ever succeed.</summary>
    private static TransportError? WhyUnusable(HttpsTransportOptions options)
    {
        bool needsQuic = options.Version == HttpVersion.Version30 && options.VersionPolicy != HttpVersionPolicy.RequestVersionOrLower;
        return needsQuic && !QuicSupport.IsSupported
            ? new TransportError(TransportFailure.NotSupported) { Detail = $"HTTP/3 needs QUIC: {QuicSupport.Missing}" }
            : null;
    }
}
