using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Nomen.Client.Hops;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>Asks one server over QUIC, each request on a stream of its own of one connection (RFC 9250).</summary>
/// <remarks>
/// Message ID 0, padding (RFC 8467), no 0-RTT, no edns-tcp-keepalive. Connects with the first request, and again when the connection
/// has ended; a query that died with a connection in use is sent once more. Where <see cref="IsSupported"/> is false every request
/// fails with <see cref="TransportFailure.NotSupported"/>, which says what is missing. Hop layer. Thread-safe; owns its connection.
/// </remarks>
public sealed class QuicTransport : IDnsStreamingTransport
{
    private readonly IQuicHop _hop;
    private readonly HopRunner _runner;
    private readonly QuicTransportOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a transport; the connection opens with the first request.</summary>
    /// <param name="server">Address and port, normally 853.</param>
    /// <param name="options">Limits and trust; null for the defaults.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    public QuicTransport(IPEndPoint server, QuicTransportOptions? options = null, TransportServices? services = null)
        : this(MakeHop(server, options ?? new()), server, options ?? new(), services ?? TransportServices.Default)
    {
    }

    /// <summary>Over somebody else's hop: for tests.</summary>
    internal QuicTransport(IQuicHop hop, IPEndPoint server, QuicTransportOptions options, TransportServices services)
    {
        _hop = hop;
        _options = options;
        _time = services.TimeProvider;
        Upstream = $"quic://{server}";
        _runner = new HopRunner(
            hop,
            new HopMeter(server.Address.ToString(), "doq", "quic", _time),
            new HopRules
            {
                Upstream = Upstream,
                Protocol = DnsProtocol.Quic,
                LogCategory = typeof(QuicTransport).FullName!,
                Timeout = options.Timeout,
                MaxConcurrentRequests = options.MaxConcurrentRequests,
                QueueLimit = options.QueueLimit,
            },
            services);
    }

    /// <summary>Whether this machine has QUIC; <c>nomen capabilities</c> tells why not.</summary>
    [SupportedOSPlatformGuard("linux")]
    [SupportedOSPlatformGuard("macos")]
    [SupportedOSPlatformGuard("windows")]
    public static bool IsSupported => QuicSupport.IsSupported;

    /// <summary>The server in its textual form (<c>quic://192.0.2.1:853</c>).</summary>
    public string Upstream { get; }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<DnsResponse>(cancellationToken)
            : _runner.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The transfer has a stream of its own: a slow reader holds up nobody else. It is read as fast as it is taken.</remarks>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return TransferAsync(request, cancellationToken);
    }

    /// <summary>Fails what is outstanding, and closes the connection.</summary>
    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    private static IQuicHop MakeHop(IPEndPoint server, QuicTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(server);
        return QuicSupport.IsSupported ? new QuicHop(new SystemQuicConnector(server, options), options) : new MissingQuicHop();
    }

    private async IAsyncEnumerable<DnsResponse> TransferAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        QuicAnswers answers = _hop.Begin(request);
        await using ConfiguredAsyncDisposable stream = answers.ConfigureAwait(false);
        while (await NextAsync(answers, cancellationToken).ConfigureAwait(false) is { } outcome)
        {
            if (outcome.Message is not { } message)
            {
                throw WhyFailed(request, outcome, cancellationToken);
            }

            yield return new DnsResponse(message)
            {
                Upstream = Upstream,
                Protocol = DnsProtocol.Quic,
                Elapsed = _time.GetElapsedTime(start),
                Attempts = 1,
                Source = AnswerSource.Network,
            };
        }
    }

    private async ValueTask<HopOutcome?> NextAsync(QuicAnswers answers, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.TransferTimeout, _time);
        using CancellationTokenRegistration byCaller = Ends(limit, cancellationToken);
        using CancellationTokenRegistration byDisposal = Ends(limit, _runner.Disposal);
        return await answers.NextAsync(limit.Token).ConfigureAwait(false);
    }

    private Exception WhyFailed(DnsRequest request, in HopOutcome outcome, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException(cancellationToken);
        }

        TransportError error = outcome.Error ?? new(_runner.Disposal.IsCancellationRequested ? TransportFailure.Disposed : TransportFailure.Timeout);
        return (error with { Upstream = Upstream, Question = request.Question, Attempts = 1 }).ToException();
    }

    private static CancellationTokenRegistration Ends(CancellationTokenSource limit, CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
}
