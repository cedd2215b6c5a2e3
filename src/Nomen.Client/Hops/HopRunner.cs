using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Hops;

/// <summary>What HTTPS and QUIC have in common around one exchange: time, places, one repetition, cancellation, disposal, reporting.</summary>
internal sealed partial class HopRunner : IAsyncDisposable
{
    private readonly IHop _hop;
    private readonly HopMeter _meter;
    private readonly HopRules _rules;
    private readonly RequestGate _gate;
    private readonly CancellationTokenSource _disposal = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Wraps a hop, which it owns.</summary>
    public HopRunner(IHop hop, HopMeter meter, HopRules rules, TransportServices services)
    {
        _hop = hop;
        _meter = meter;
        _rules = rules;
        _gate = new RequestGate(rules.MaxConcurrentRequests, rules.QueueLimit);
        _time = services.TimeProvider;
        _logger = services.LoggerFactory.CreateLogger(rules.LogCategory);
    }

    /// <summary>1. Set the limit. 2. Wait for a place. 3. Ask, and once more if the connection died under a query. 4. Tell how it ended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        using Activity? activity = NomenTelemetry.StartExchange(request, _rules.Upstream);
        HopOutcome outcome = await RunAsync(request, start, cancellationToken).ConfigureAwait(false);
        if (outcome.Message is not { } message)
        {
            throw Failed(request, outcome, start, activity, cancellationToken);
        }

        _meter.Ended(start, errorType: null);
        return new DnsResponse(message)
        {
            Upstream = _rules.Upstream,
            Protocol = _rules.Protocol,
            Elapsed = _time.GetElapsedTime(start),
            Attempts = outcome.Attempts,
            Source = AnswerSource.Network,
        };
    }

    /// <summary>Ends when the transport is disposed.</summary>
    public CancellationToken Disposal => _disposal.Token;

    /// <summary>Fails what is outstanding, and disposes the hop.</summary>
    public ValueTask DisposeAsync()
    {
        // The source itself is not disposed: requests may still look at its token, and it holds no timer.
        _disposal.Cancel();
        return _hop.DisposeAsync();
    }

    private async ValueTask<HopOutcome> RunAsync(DnsRequest request, long start, CancellationToken cancellationToken)
    {
        TimeSpan left = TimeLeft(request);
        if (left <= TimeSpan.Zero || _disposal.IsCancellationRequested)
        {
            return WhyCancelled(cancellationToken);
        }

        using var limit = new CancellationTokenSource(left, _time);
        using CancellationTokenRegistration byCaller = Ends(limit, cancellationToken);
        using CancellationTokenRegistration byDisposal = Ends(limit, _disposal.Token);
        HopOutcome outcome;
        bool hasPlace = false;
        try
        {
            hasPlace = await _gate.EnterAsync(limit.Token).ConfigureAwait(false);
            outcome = hasPlace
                ? await AskAsync(request, start, limit.Token).ConfigureAwait(false)
                : new HopOutcome(new TransportError(TransportFailure.Overloaded));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            outcome = HopOutcome.Cancelled;
        }
        finally
        {
            if (hasPlace)
            {
                _gate.Leave();
            }
        }

        return outcome.IsCancelled ? WhyCancelled(cancellationToken) with { Attempts = outcome.Attempts } : outcome;
    }

    private async ValueTask<HopOutcome> AskAsync(DnsRequest request, long start, CancellationToken limit)
    {
        for (int attempts = 1; ; attempts++)
        {
            if (request.Context is { } context && !context.Budget.TryTake(WorkKind.UpstreamSend))
            {
                return new HopOutcome(new TransportError(TransportFailure.BudgetExhausted)) { Attempts = attempts - 1 };
            }

            request.Context?.Trace?.On(request, attempts > 1 ? "sent again" : "sent", _rules.Upstream);
            HopOutcome outcome = await _hop.AskAsync(request, limit).ConfigureAwait(false) with { Attempts = attempts };

            // The connection may have been an old one (docs/threats.md B5). Only a query may be asked twice.
            if (!outcome.MayRepeat || attempts > 1 || request.Opcode != Opcode.Query)
            {
                return outcome;
            }

            _meter.Retry();
            Log.Retry(_logger, request.Question, _rules.Upstream, _time.GetElapsedTime(start));
        }
    }

    private TimeSpan TimeLeft(DnsRequest request) =>
        request.Context?.Remaining is { } remaining && remaining < _rules.Timeout ? remaining : _rules.Timeout;

    private HopOutcome WhyCancelled(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return HopOutcome.Cancelled;
        }

        return new HopOutcome(new TransportError(_disposal.IsCancellationRequested ? TransportFailure.Disposed : TransportFailure.Timeout));
    }

    private Exception Failed(DnsRequest request, in HopOutcome outcome, long start, Activity? activity, CancellationToken cancellationToken)
    {
        if (outcome.Error is not { } reason)
        {
            _meter.Ended(start, NomenTelemetry.Cancelled);
            return new OperationCanceledException(cancellationToken);
        }

        TransportError error = reason with { Upstream = _rules.Upstream, Question = request.Question, Attempts = outcome.Attempts };
        _meter.Ended(start, NomenTelemetry.ToErrorType(error.Failure));
        NomenTelemetry.EndExchange(activity, error);
        Log.Failed(_logger, _rules.Upstream, request.Question, error);
        return error.ToException();
    }

    private static CancellationTokenRegistration Ends(CancellationTokenSource limit, CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
}
