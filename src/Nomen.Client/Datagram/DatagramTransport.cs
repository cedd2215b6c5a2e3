using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nomen.Client.Datagram.Cookies;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>Asks one server over UDP, again when no reply comes; a truncated response is returned as it is (RFC 1035 section 4.2.1, RFC 5452).</summary>
/// <remarks>
/// Each send has a socket, a message ID and a letter case of its own; all stay valid until the end, and the first right reply wins.
/// Holds the server's round-trip time, its cookies (RFC 7873) and whether it folds letter case. Put <c>DatagramStreamTransport</c> over it for answers that
/// do not fit a datagram, and for the times when UDP looks forged. Thread-safe; owns its sockets.
/// </remarks>
public sealed partial class DatagramTransport : IDnsTransport
{
    private readonly DatagramRules _rules;
    private readonly TransportServices _services;
    private readonly ILogger _logger;
    private readonly DatagramMeter _meter;
    private readonly IDatagramLane _lane;
    private readonly OutstandingQueries _outstanding;
    private readonly RoundTripEstimator _roundTrip;
    private readonly CookieJar? _cookies;
    private long _foldsCaseUntil = long.MinValue;

    /// <summary>Asks a server through sockets of the system.</summary>
    /// <param name="server">Address and port of the server.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler and log; null for the system's.</param>
    /// <exception cref="ArgumentException">Two options do not go together; the message says which.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">There is no route to the server, or no socket left; only with <see cref="DatagramTransportOptions.SharedSockets"/>, which are opened here.</exception>
    public DatagramTransport(IPEndPoint server, DatagramTransportOptions? options = null, TransportServices? services = null)
        : this(new UdpConnector(server, options?.LocalAddress), options ?? new(), services ?? TransportServices.Default, ownSockets: true)
    {
    }

    /// <summary>Asks a server through connections of somebody else's making, such as a simulated network's.</summary>
    /// <param name="connector">Gives the connections, and knows the server.</param>
    /// <param name="options">Settings; null for the defaults. Those about sockets, <see cref="DatagramTransportOptions.LocalAddress"/> and <see cref="DatagramTransportOptions.SharedSockets"/>, do not go with a connector.</param>
    /// <param name="services">Clock, chance, scheduler and log; null for the system's.</param>
    /// <exception cref="ArgumentException">Two options do not go together; the message says which.</exception>
    public DatagramTransport(IDatagramConnector connector, DatagramTransportOptions? options = null, TransportServices? services = null)
        : this(connector, options ?? new(), services ?? TransportServices.Default, ownSockets: false)
    {
    }

    private DatagramTransport(IDatagramConnector connector, DatagramTransportOptions options, TransportServices services, bool ownSockets)
    {
        ArgumentNullException.ThrowIfNull(connector);
        options.ThrowIfAtOdds(ownSockets, connector.Server.AddressFamily);

        _services = services;
        _rules = new DatagramRules(options, $"udp://{connector.Server}", services.TimeProvider.TimestampFrequency);
        _logger = services.LoggerFactory.CreateLogger<DatagramTransport>();
        _meter = new DatagramMeter(connector.Server.Address.ToString());
        _lane = options.SharedSockets > 0 && connector is UdpConnector sockets
            ? new SharedSocketLane(sockets, _rules, _meter, services)
            : new FreshSocketLane(connector, _rules, _meter, services);
        _cookies = options.Cookies ? new CookieJar(_rules, services.Random) : null;
        _outstanding = new OutstandingQueries(options, services.TimeProvider, () => new DatagramQuery(_rules, _cookies, _lane, services.Scheduler));
        _roundTrip = new RoundTripEstimator(_rules);
    }

    /// <summary>The server, in textual form (<c>udp://192.0.2.1:53</c>).</summary>
    public string Upstream => _rules.Upstream;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The request is a zone transfer, for which UDP has no room.</exception>
    /// <exception cref="DnsTransportException">No response: time-out, ICMP errors, too many requests, or the replies look forged (<see cref="TransportFailure.Protocol"/>).</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ThrowUnlessSendable(request);
        return SendCheckedAsync(request, cancellationToken);
    }

    /// <summary>Fails what is outstanding and closes the sockets.</summary>
    public ValueTask DisposeAsync()
    {
        _outstanding.Dispose();
        _lane.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One exchange, its end as a value: for the layer that goes on over TCP.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Most time that it may take; the transport's own time-out holds when it is shorter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    internal ValueTask<DatagramOutcome> ExchangeAsync(DnsRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        ThrowUnlessSendable(request);
        return RunAsync(request, limit >= _rules.Options.Timeout ? _rules.Timeout : _rules.ToTicks(limit), cancellationToken);
    }

    /// <summary>The server, asked over a stream, sent no cookie: it has none any more, and replies without one are right.</summary>
    internal void ForgetServerCookies() => _cookies?.HandleGone();

    private static void ThrowUnlessSendable(DnsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { IsTransfer: true, Question.Type: DnsType.AXFR })
        {
            throw new ArgumentException("AXFR is a stream of responses: use SendStreamingAsync of a stream transport.", nameof(request));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsResponse> SendCheckedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        DatagramOutcome outcome = await RunAsync(request, _rules.Timeout, cancellationToken);
        return outcome.ResponseOrThrow();
    }

    /// <summary>
    /// 1. Wait for a slot. 2. Send when it is due. 3. Wait for a reply, the timer or the end of a send, and go to 2 until there is an outcome.
    /// 4. Free everything. 5. Learn from the outcome.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DatagramOutcome> RunAsync(DnsRequest request, long limit, CancellationToken cancellationToken)
    {
        long start = _services.TimeProvider.GetTimestamp();
        using Activity? activity = NomenTelemetry.StartExchange(request, Upstream);
        DatagramQuery query = _outstanding.Enter(request, start, _roundTrip.Timeout, limit);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static query => ((DatagramQuery)query!).HandleCancelled(), query);
        DatagramEnd end;
        try
        {
            long now = start;
            while (query.State is var state and not DatagramState.Ended)
            {
                if (state == DatagramState.Due)
                {
                    Transmit(query, now);
                    continue;
                }

                await WaitAsync(query);
                now = _services.TimeProvider.GetTimestamp();
            }
        }
        finally
        {
            await _lane.ReleaseAsync(query);
            end = query.End;

            // A callback that runs at this moment may still come: then the object is left to the garbage collector.
            bool isSilent = !cancellationToken.CanBeCanceled || registration.Unregister();
            _outstanding.Leave(query, isReusable: isSilent && query.State == DatagramState.Ended);
        }

        Learn(request, end, start, activity);
        return end.IsCancelled ? throw new OperationCanceledException(cancellationToken) : end.Outcome;
    }

    private ValueTask WaitAsync(DatagramQuery query)
    {
        ValueTask wait = query.WaitAsync(out long due);
        if (due < query.Due)
        {
            _outstanding.Schedule(query, due);
        }

        return wait;
    }

    private void Transmit(DatagramQuery query, long now)
    {
        int before = query.Attempts;
        _lane.Transmit(query, _rules.Options.RandomizeCase && now >= Volatile.Read(ref _foldsCaseUntil) ? _services.Random : null, now);
        int attempts = query.Attempts;
        if (attempts == before)
        {
            return;
        }

        query.Request.Context?.Trace?.On(query.Request, attempts > 1 ? "sent again" : "sent", Upstream);
        if (attempts > 1)
        {
            _meter.Retry();
            Log.Retry(_logger, query.Request.Question, Upstream, attempts);
        }
    }

    private void Learn(DnsRequest request, in DatagramEnd end, long start, Activity? activity)
    {
        if (end.IsCancelled)
        {
            _meter.Ended(start, _services.TimeProvider, NomenTelemetry.Cancelled);
            return;
        }

        if (end.RoundTrip >= 0)
        {
            _roundTrip.Sample(end.RoundTrip);
        }

        TransportError? error = end.Outcome.Error;
        switch (end.Outcome.Kind)
        {
            case DatagramOutcomeKind.Truncated:
                _meter.Truncated();
                Log.Truncated(_logger, Upstream, request.Question);
                break;
            case DatagramOutcomeKind.NearMisses:
                Log.NearMisses(_logger, Upstream);
                break;
            case DatagramOutcomeKind.CaseFolded:
                Volatile.Write(ref _foldsCaseUntil, _services.TimeProvider.GetTimestamp() + _rules.CaseFoldingMemory);
                Log.CaseFolded(_logger, Upstream, _rules.Options.CaseFoldingMemory);
                break;
            case DatagramOutcomeKind.BadCookie:
                Log.BadCookie(_logger, Upstream, request.Question);
                break;
            case DatagramOutcomeKind.CookieMissing:
                Log.CookieMissing(_logger, Upstream);
                break;
            case DatagramOutcomeKind.Failed:
                Log.Failed(_logger, Upstream, request.Question, error!);
                break;
        }

        _meter.Ended(start, _services.TimeProvider, error is null ? null : NomenTelemetry.ToErrorType(error.Failure));
        NomenTelemetry.EndExchange(activity, error);
    }
}
