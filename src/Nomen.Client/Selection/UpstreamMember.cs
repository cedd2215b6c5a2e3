using System.Collections.Immutable;
using Nomen.Dns.Errors;

namespace Nomen.Client.Selection;

/// <summary>One upstream of a set: its limits, its times, its failures. One lock, held for a few instructions; no clock of its own.</summary>
internal sealed class UpstreamMember
{
    private readonly HedgeRules _rules;
    private readonly Lock _lock = new();
    private readonly CircuitBreaker _breaker;
    private readonly BurstWindow? _burst;
    private readonly UpstreamTally _tally = new();
    private readonly KnownServers _servers = new();
    private ResponseTimeEstimate _time;
    private int _outstanding;
    private bool _isLeaving;
    private TaskCompletionSource? _drained;

    public UpstreamMember(Upstream upstream, string label, HedgeRules rules)
    {
        Upstream = upstream;
        Label = label;
        _rules = rules;
        _breaker = new CircuitBreaker(rules);
        _burst = upstream.Burst is { } burst ? new BurstWindow(burst.Requests, rules.ToTicks(burst.Interval)) : null;
        _time = new ResponseTimeEstimate(rules.InitialEstimate);
    }

    /// <summary>The transport and its settings.</summary>
    public Upstream Upstream { get; }

    /// <summary>The label, given or numbered.</summary>
    public string Label { get; }

    /// <summary>How long its breaker stays open, in ticks of the clock.</summary>
    public long BackOff
    {
        get
        {
            lock (_lock)
            {
                return _breaker.BackOff;
            }
        }
    }

    /// <summary>How it stands now. Takes nothing.</summary>
    public UpstreamLook Look(long now)
    {
        lock (_lock)
        {
            return new UpstreamLook(StandingUnderLock(now), _time.Expected, _time.IsTried, _outstanding);
        }
    }

    /// <summary>Whether a request does not want this upstream.</summary>
    public bool IsExcluded(ImmutableHashSet<string> excluded)
    {
        if (excluded.IsEmpty)
        {
            return false;
        }

        lock (_lock)
        {
            return excluded.Contains(Label) || _servers.AreExcluded(excluded);
        }
    }

    /// <summary>Takes a place within the limits; <see cref="Leave"/> gives it back.</summary>
    /// <param name="now">Timestamp.</param>
    /// <param name="role">Why it is asked; a trial is refused when none is due any more.</param>
    /// <param name="isTrial">Whether the breaker, being open, waits for this request.</param>
    public bool TryEnter(long now, AttemptRole role, out bool isTrial)
    {
        lock (_lock)
        {
            isTrial = false;
            if (StandingUnderLock(now) is UpstreamStanding.Full or UpstreamStanding.OverBurst or UpstreamStanding.Leaving)
            {
                return false;
            }

            isTrial = _breaker.TryBeginTrial(now);
            if (role == AttemptRole.Trial && !isTrial)
            {
                return false;
            }

            _burst?.Add(now);
            _outstanding++;
            _tally.Sent++;
            return true;
        }
    }

    /// <summary>Gives a place back, and learns.</summary>
    /// <returns>The breaker's state before and after.</returns>
    public (BreakerState Before, BreakerState After) Leave(in AttemptReport report)
    {
        TaskCompletionSource? drained;
        BreakerState before;
        BreakerState after;
        lock (_lock)
        {
            before = _breaker.State;
            LearnUnderLock(report);
            after = _breaker.State;
            _outstanding--;
            drained = _outstanding == 0 ? _drained : null;
        }

        drained?.TrySetResult();
        return (before, after);
    }

    /// <summary>A SERVFAIL or REFUSED from here was wrong: another upstream has answered the same request.</summary>
    /// <returns>The breaker's state before and after.</returns>
    public (BreakerState Before, BreakerState After) Contradict(long now)
    {
        lock (_lock)
        {
            BreakerState before = _breaker.State;
            _breaker.Fail(now, wasTrial: false);
            return (before, _breaker.State);
        }
    }

    /// <summary>Takes no more requests, and waits until those under way have ended, or the token is cancelled.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _isLeaving = true;
            if (_outstanding == 0)
            {
                return;
            }

            _drained = drained;
        }

        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), drained);
        await drained.Task;
        registration.Unregister();
    }

    /// <summary>Takes no more requests.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isLeaving = true;
        }
    }

    /// <summary>What is known at this moment.</summary>
    public UpstreamStatistics Snapshot()
    {
        lock (_lock)
        {
            return new UpstreamStatistics
            {
                Label = Label,
                LastResort = Upstream.LastResort,
                Sent = _tally.Sent,
                Answered = _tally.Answered,
                ServFail = _tally.ServFail,
                Refused = _tally.Refused,
                Failures = _tally.Failures,
                CalledBack = _tally.CalledBack,
                Outstanding = _outstanding,
                Estimate = _rules.ToTimeSpan(_time.Expected),
                Mean = _rules.ToTimeSpan(_time.Mean),
                Deviation = _rules.ToTimeSpan(_time.Deviation),
                Breaker = _breaker.State,
            };
        }
    }

    private UpstreamStanding StandingUnderLock(long now)
    {
        if (_isLeaving)
        {
            return UpstreamStanding.Leaving;
        }

        if (_outstanding >= Upstream.MaxOutstanding)
        {
            return UpstreamStanding.Full;
        }

        if (_burst is not null && !_burst.HasRoom(now))
        {
            return UpstreamStanding.OverBurst;
        }

        return _breaker.State == BreakerState.Closed ? UpstreamStanding.Available
            : _breaker.IsTrialDue(now) ? UpstreamStanding.TrialDue
            : UpstreamStanding.Open;
    }

    private void LearnUnderLock(in AttemptReport report)
    {
        _tally.Count(report.End, report.Failure);
        _servers.Learn(report.Server);
        switch (report.End)
        {
            case AttemptEnd.Answered:
                SampleUnderLock(report);
                _breaker.Succeed();
                break;
            case AttemptEnd.CalledBack:
                SampleUnderLock(report);
                AbandonTrialUnderLock(report);
                break;
            case AttemptEnd.Failed when !CountsAgainst(report.Failure):
                AbandonTrialUnderLock(report);
                break;
            case AttemptEnd.Failed:
            case var _ when report.WasTrial || report.IsContradicted:
                _breaker.Fail(report.Now, report.WasTrial);
                break;
        }
    }

    private void SampleUnderLock(in AttemptReport report)
    {
        if (report.Elapsed < 0)
        {
            return;
        }

        if (report.End == AttemptEnd.Answered)
        {
            _time.Sample(report.Elapsed);
        }
        else
        {
            _time.SampleAtLeast(report.Elapsed);
        }
    }

    private void AbandonTrialUnderLock(in AttemptReport report)
    {
        if (report.WasTrial)
        {
            _breaker.AbandonTrial();
        }
    }

    /// <summary>Whether a failure is the upstream's: not a limit of ours, nor the request's own.</summary>
    private static bool CountsAgainst(TransportFailure failure) => failure is not (TransportFailure.Overloaded or TransportFailure.RequestTooLarge
        or TransportFailure.BudgetExhausted or TransportFailure.NoRoute or TransportFailure.Truncated or TransportFailure.Disposed);
}
