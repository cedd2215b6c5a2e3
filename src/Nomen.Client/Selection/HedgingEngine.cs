using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>Sends requests to the upstreams of a set, hedged, in the order of a policy: what redundancy and load balancing have in common.</summary>
internal sealed partial class HedgingEngine
{
    private readonly IUpstreamOrder _order;
    private readonly HedgeRules _rules;
    private readonly TransportServices _services;
    private readonly TimeSpan _timeout;
    private readonly HedgeRunPool _pool;
    private readonly ILogger _logger;

    public HedgingEngine(UpstreamSet set, IUpstreamOrder order, HedgeRules rules, TransportServices services)
    {
        Upstreams = set;
        _order = order;
        _rules = rules;
        _services = services;
        _timeout = rules.ToTimeSpan(rules.Timeout);
        _pool = new HedgeRunPool(this);
        _logger = services.LoggerFactory.CreateLogger<HedgingEngine>();
    }

    /// <summary>The upstreams.</summary>
    public UpstreamSet Upstreams { get; }

    /// <summary>The clock's timestamp.</summary>
    public long Now => _services.TimeProvider.GetTimestamp();

    /// <summary>
    /// 1. Make the list of candidates. 2. Ask when the hedge says so, wait for news or its time otherwise, until it has a result.
    /// 3. Call the others back. 4. Give the result.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long now = Now;
        HedgeRun run = _pool.Rent();
        bool isRaced = request.Opcode == Opcode.Query;
        FillShortlist(run.Candidates, request, isRaced, now);
        run.Begin(request, isRaced, DeadlineOf(request, now));
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static run => ((HedgeRun)run!).HandleCancelled(), run);
        try
        {
            while (run.Next(now) is var step and not HedgeStep.Finish)
            {
                if (step == HedgeStep.Start)
                {
                    run.StartNext(now);
                }
                else
                {
                    await run.WaitAsync(now);
                }

                now = Now;
            }

            run.CallBack(now);
            return Result(run, request, now, cancellationToken);
        }
        finally
        {
            run.Release(isReusable: !cancellationToken.CanBeCanceled || registration.Unregister());
        }
    }

    /// <summary>Whom a request may go to.</summary>
    public void FillShortlist(Shortlist list, DnsRequest request, bool isRaced, long now) =>
        list.Fill(Upstreams.Members, request, isRaced, _order, _rules, _services.Random, now);

    /// <summary>Whether a first response, or the failure to get one, is put off when there is another upstream.</summary>
    public HedgeVerdict Judge(DnsResponse? response, Exception? exception) => (response?.Rcode, exception) switch
    {
        (Rcode.ServFail, _) when _rules.Hedging.DeferServFail => HedgeVerdict.ServFail,
        (Rcode.Refused, _) when _rules.Hedging.DeferRefused => HedgeVerdict.Refused,
        (null, DnsException) when _rules.Hedging.DeferTransportErrors => HedgeVerdict.Failure,
        _ => HedgeVerdict.Final,
    };

    /// <summary>What a result is worth to the asker of a request with one response.</summary>
    public HedgeVerdict Judge(HedgeAttempt attempt, bool isRaced)
    {
        if (attempt.End == AttemptEnd.CalledBack)
        {
            return HedgeVerdict.Failure;
        }

        // What may have reached an upstream is not repeated, unless it is a query.
        return isRaced || (attempt.Response is null && IsUnsent(attempt.Exception!)) ? Judge(attempt.Response, attempt.Exception) : HedgeVerdict.Final;
    }

    /// <summary>Gives an upstream its place back, with what the request taught.</summary>
    public void Learn(UpstreamMember member, in AttemptReport report) => NoteBreaker(member, member.Leave(report));

    /// <summary>An upstream's SERVFAIL or REFUSED was wrong.</summary>
    public void Contradict(UpstreamMember member, long now) => NoteBreaker(member, member.Contradict(now));

    /// <summary>A request for a probe: with a deadline of its own, so that a late one is not taken for the upstream's fault; on the same budget.</summary>
    public DnsRequest Detach(DnsRequest request) => request.Context is not { } context ? request : request.With(
        new QueryContext(_services.TimeProvider, _timeout, context.Budget)
        {
            Client = context.Client,
            ClientProtocol = context.ClientProtocol,
            IsClientPrivate = context.IsClientPrivate,
            ExcludedUpstreams = context.ExcludedUpstreams,
        });

    /// <summary>Ends a probe whose upstream has no limit of its own.</summary>
    public CancellationTokenSource CreateLimit() => new(_timeout, _services.TimeProvider);

    /// <summary>Runs a probe where background work runs.</summary>
    public void Post(IThreadPoolWorkItem work) => _services.Scheduler.Post(work);

    /// <summary>A timer that is set once, and by its user again.</summary>
    public ITimer CreateTimer(TimerCallback callback, object state, TimeSpan due)
    {
        // The timer outlives the request that made it: it must not keep that one's async-locals.
        if (ExecutionContext.IsFlowSuppressed())
        {
            return _services.TimeProvider.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return _services.TimeProvider.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whole milliseconds, upwards: the system's timers know no less, and one that comes early would be set again and again.</summary>
    public TimeSpan ToTimerSpan(long ticks) => TimeSpan.FromMilliseconds(Math.Ceiling(_rules.ToTimeSpan(Math.Max(0, ticks)).TotalMilliseconds));

    /// <summary>A run is over.</summary>
    public void Return(HedgeRun run) => _pool.Return(run);

    /// <summary>One more upstream is being asked.</summary>
    public static void NoteHedge(DnsRequest request, UpstreamMember member, string reason)
    {
        request.Context?.Trace?.On(request, reason == "probe" ? "probed" : $"asked too ({reason})", member.Label);
        if (NomenTelemetry.Hedge.Enabled)
        {
            NomenTelemetry.Hedge.Add(1, new TagList { { NomenTelemetry.UpstreamLabel, member.Label }, { NomenTelemetry.HedgeReason, reason } });
        }
    }

    private static bool IsUnsent(Exception exception) => exception is DnsTransportException
    {
        Attempts: 0,
        Failure: TransportFailure.ConnectionRefused or TransportFailure.ConnectTimeout or TransportFailure.Unreachable or TransportFailure.Tls
            or TransportFailure.Overloaded or TransportFailure.NoUpstream or TransportFailure.NoRoute or TransportFailure.NotSupported
            or TransportFailure.RequestTooLarge or TransportFailure.Disposed,
    };

    private DnsResponse Result(HedgeRun run, DnsRequest request, long now, CancellationToken cancellationToken)
    {
        if (run.Phase == HedgePhase.Cancelled)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        if (run.Chosen() is { } chosen)
        {
            return chosen.Response ?? throw HedgeErrors.Of(chosen, run);
        }

        TransportError error = run.Phase == HedgePhase.TimedOut ? HedgeErrors.Timeout(request, run)
            : request.Context is { } context && context.Budget.Left(WorkKind.UpstreamSend) == 0
                ? new TransportError(TransportFailure.BudgetExhausted) { Question = request.Question }
                : HedgeErrors.NoUpstream(request, Upstreams, now);
        throw error.ToException();
    }

    private long DeadlineOf(DnsRequest request, long now) => request.Context is { } context
        ? now + Math.Min(_rules.Timeout, _rules.ToTicks(context.Remaining))
        : now + _rules.Timeout;

    private void NoteBreaker(UpstreamMember member, (BreakerState Before, BreakerState After) states)
    {
        (BreakerState before, BreakerState after) = states;
        if (before == after)
        {
            return;
        }

        if (NomenTelemetry.Breaker.Enabled)
        {
            NomenTelemetry.Breaker.Add(1, new TagList { { NomenTelemetry.UpstreamLabel, member.Label }, { NomenTelemetry.BreakerStateName, after == BreakerState.Closed ? "closed" : "open" } });
        }

        switch (after)
        {
            case BreakerState.Closed:
                Log.BreakerClosed(_logger, member.Label);
                break;
            case BreakerState.Open:
                Log.BreakerOpened(_logger, member.Label, _rules.ToTimeSpan(member.BackOff));
                break;
        }
    }
}
