using System.Threading.Tasks.Sources;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>One hedged request under way: its hedge behind a lock, its attempts, and the signal that its driver waits for. Reused from request to request.</summary>
/// <remarks>
/// Results, the timer and cancellation come from any thread; each changes the hedge under the lock and wakes the driver. Whoever may
/// still call (the driver, each attempt) holds the run; the last to let go hands it back. A timer that comes late wakes the next
/// request's driver once too often, which does no harm.
/// </remarks>
internal sealed class HedgeRun(HedgingEngine engine) : IValueTaskSource
{
    private readonly Lock _lock = new();
    private readonly Hedge _hedge = new();
    private readonly List<HedgeAttempt> _attempts = [];
    private ManualResetValueTaskSourceCore<bool> _signal;
    private ITimer? _timer;
    private DnsRequest _request = null!;
    private bool _isRaced;
    private bool _hasNews;
    private bool _isAwaited;
    private bool _isTimerSet;
    private bool _isSettled;
    private bool _isAnswered;
    private bool _isReusable;
    private int _holders;

    /// <summary>Who runs it.</summary>
    public HedgingEngine Engine => engine;

    /// <summary>Whom the request may go to.</summary>
    public Shortlist Candidates { get; } = new();

    /// <summary>The upstreams asked, in the order of asking; those passed over are absent.</summary>
    public IEnumerable<HedgeAttempt> Asked => _attempts.Where(static attempt => attempt.Member is not null);

    /// <summary>Where the hedge stands.</summary>
    public HedgePhase Phase => _hedge.Phase;

    /// <summary>Begins a request, whose candidates are filled in already.</summary>
    public void Begin(DnsRequest request, bool isRaced, long deadline)
    {
        _request = request;
        _isRaced = isRaced;
        _isReusable = true;
        _holders = 1;
        while (_attempts.Count < Candidates.Count)
        {
            _attempts.Add(new HedgeAttempt(this, _attempts.Count));
        }

        lock (_lock)
        {
            _hasNews = false;
            _isSettled = false;
            _hedge.Begin(Candidates, isRaced, deadline);
        }
    }

    /// <summary>What to do now.</summary>
    public HedgeStep Next(long now)
    {
        lock (_lock)
        {
            _hasNews = false;
            return _hedge.Next(now);
        }
    }

    /// <summary>Asks the next candidate, if the query's budget and the candidate's limits allow.</summary>
    public void StartNext(long now)
    {
        ref readonly Candidate candidate = ref Candidates[_hedge.NextCandidate];
        HedgeAttempt attempt = _attempts[_hedge.NextCandidate];

        // The hop takes what it sends from the budget; here only new attempts end with it (docs/threats.md E1).
        if (_request.Context is { } context && context.Budget.Left(WorkKind.UpstreamSend) == 0)
        {
            lock (_lock)
            {
                _hedge.HandleSpent();
            }

            return;
        }

        if (!candidate.Member.TryEnter(now, candidate.Role, out bool isTrial))
        {
            lock (_lock)
            {
                _hedge.HandlePassedOver();
            }

            return;
        }

        bool isDetached = candidate.Role != AttemptRole.Ordinary;
        attempt.Prepare(candidate.Member, isDetached ? engine.Detach(_request) : _request, isTrial, isDetached, now);
        Interlocked.Increment(ref _holders);
        bool isFirst = _hedge.NextCandidate == 0;
        bool isLate;
        lock (_lock)
        {
            isLate = _hedge.Awaited > 0;
            _hedge.HandleStarted(now);
        }

        if (!isFirst || isDetached)
        {
            HedgingEngine.NoteHedge(_request, candidate.Member, isDetached ? "probe" : isLate ? "late" : "failed");
        }

        if (isDetached)
        {
            attempt.StartDetached();
        }
        else
        {
            attempt.Start();
        }
    }

    /// <summary>Waits until there is news, or the hedge's time has come.</summary>
    public ValueTask WaitAsync(long now)
    {
        long due;
        lock (_lock)
        {
            due = _hedge.NextDeadline;
        }

        SetTimer(due - now);
        lock (_lock)
        {
            if (_hasNews)
            {
                return ValueTask.CompletedTask;
            }

            _signal.Reset();
            _isAwaited = true;
            return new ValueTask(this, _signal.Version);
        }
    }

    /// <summary>An attempt has ended.</summary>
    public void HandleEnded(HedgeAttempt attempt, in AttemptReport report)
    {
        bool isContradicted;
        lock (_lock)
        {
            attempt.WasInTime = !_isSettled;
            isContradicted = _isSettled && _isAnswered;
        }

        engine.Learn(attempt.Member, report with { IsContradicted = isContradicted });
        bool wakes;
        lock (_lock)
        {
            _hedge.HandleEnded(attempt.Candidate, engine.Judge(attempt, _isRaced));
            wakes = TakeWakeUnderLock();
        }

        // On this stack: the upstream has brought us to where the asker waits. It may be another thread, as after any await.
        Wake(wakes, hops: false);
        LetGo();
    }

    /// <summary>The asker left.</summary>
    public void HandleCancelled()
    {
        bool wakes;
        lock (_lock)
        {
            _hedge.HandleCancelled();
            wakes = TakeWakeUnderLock();
        }

        Wake(wakes, hops: true);
    }

    /// <summary>The attempt whose result the asker gets; null for a time-out, or when nobody could be asked.</summary>
    public HedgeAttempt? Chosen()
    {
        lock (_lock)
        {
            bool isGiven = _hedge.Best >= 0 && (_hedge.Phase != HedgePhase.TimedOut || _hedge.IsBestResponse);
            return isGiven ? _attempts[_hedge.Best] : null;
        }
    }

    /// <summary>Ends what is still under way but for probes, and lets the upstreams know what the outcome says about them. For the driver, at the end.</summary>
    public void CallBack(long now)
    {
        bool isAnswered = Chosen() is { End: AttemptEnd.Answered };
        lock (_lock)
        {
            _isSettled = true;
            _isAnswered = isAnswered;
        }

        for (int i = 0; i < Candidates.Count; i++)
        {
            HedgeAttempt attempt = _attempts[i];
            if (attempt.Member is null)
            {
                continue;
            }

            if (attempt is { IsRunning: true, IsDetached: false })
            {
                attempt.CallBack(now, EndOfUnanswered(Candidates[i], attempt, now));
            }
            else if (isAnswered && attempt is { WasInTime: true, End: AttemptEnd.ServFail or AttemptEnd.Refused })
            {
                engine.Contradict(attempt.Member, now);
            }
        }
    }

    /// <summary>Lets go of the run; for the driver.</summary>
    /// <param name="isReusable">Whether nobody outside can still call: false when the asker's token may be calling right now.</param>
    public void Release(bool isReusable)
    {
        _isReusable &= isReusable;
        if (_isTimerSet)
        {
            _isTimerSet = false;
            _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        LetGo();
    }

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    /// <summary>At the deadline, who had its expected time and did not answer has failed; any other race is no failure.</summary>
    private AttemptEnd EndOfUnanswered(in Candidate candidate, HedgeAttempt attempt, long now) =>
        Phase == HedgePhase.TimedOut && attempt.Runs(now) >= candidate.Delay ? AttemptEnd.Failed : AttemptEnd.CalledBack;

    private void SetTimer(long ticks)
    {
        _isTimerSet = true;
        TimeSpan due = engine.ToTimerSpan(ticks);
        if (_timer is null)
        {
            _timer = engine.CreateTimer(static run => ((HedgeRun)run!).HandleTimer(), this, due);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void HandleTimer()
    {
        bool wakes;
        lock (_lock)
        {
            wakes = TakeWakeUnderLock();
        }

        Wake(wakes, hops: true);
    }

    private bool TakeWakeUnderLock()
    {
        _hasNews = true;
        bool wakes = _isAwaited;
        _isAwaited = false;
        return wakes;
    }

    private void Wake(bool wakes, bool hops)
    {
        if (wakes)
        {
            _signal.RunContinuationsAsynchronously = hops;
            _signal.SetResult(true);
        }
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
        {
            return;
        }

        foreach (HedgeAttempt attempt in _attempts)
        {
            if (attempt.Member is not null)
            {
                attempt.Reset();
            }
        }

        Candidates.Clear();
        _request = null!;
        if (_isReusable)
        {
            engine.Return(this);
        }
        else
        {
            _timer?.Dispose();
            _attempts.ForEach(static attempt => attempt.Dispose());
        }
    }
}
