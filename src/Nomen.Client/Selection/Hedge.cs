namespace Nomen.Client.Selection;

/// <summary>Decides, for one request, whom to ask when, and which result the asker gets. No socket and no clock: times are timestamps.</summary>
/// <remarks>
/// 1. Ask the first candidate. 2. Ask the next one at once when the one asked last has ended without a useful result, and also
/// when it is late; a last resort only when nobody else is left to wait for. 3. The first useful result ends it. 4. When all
/// have ended the best of the others is the result, in the order of <see cref="HedgeVerdict"/>; so it is at the deadline, when it is a response.
/// A request that may not be sent twice goes to one upstream at a time, and its driver calls any result final that may have reached one.
/// </remarks>
internal sealed class Hedge
{
    private Shortlist _candidates = null!;
    private long _deadline;
    private bool _isRaced;
    private bool _isClosed;
    private int _next;
    private int _last;
    private bool _hasLastEnded;
    private long _lateAt;
    private int _awaited;
    private HedgeVerdict _bestVerdict;

    /// <summary>Where it stands.</summary>
    public HedgePhase Phase { get; private set; }

    /// <summary>The candidate whose result the asker gets; -1 for none.</summary>
    public int Best { get; private set; }

    /// <summary>The candidate to ask next.</summary>
    public int NextCandidate => _next;

    /// <summary>Candidates asked and not ended that somebody waits for.</summary>
    public int Awaited => _awaited;

    /// <summary>Whether the best result is a response, rather than a failure.</summary>
    public bool IsBestResponse => Best >= 0 && _bestVerdict != HedgeVerdict.Failure;

    /// <summary>When to call <see cref="Next"/> again if nothing happens before.</summary>
    public long NextDeadline => MayRace ? Math.Min(_lateAt, _deadline) : _deadline;

    private bool HasNext => !_isClosed && _next < _candidates.Count;

    private bool MayRace => HasNext && _isRaced && !_candidates[_next].IsLastResort;

    /// <summary>Begins a request.</summary>
    /// <param name="candidates">Whom to ask, in this order.</param>
    /// <param name="isRaced">Whether several may be asked at the same time.</param>
    /// <param name="deadline">When it ends whatever happens.</param>
    public void Begin(Shortlist candidates, bool isRaced, long deadline)
    {
        _candidates = candidates;
        _isRaced = isRaced;
        _deadline = deadline;
        Phase = HedgePhase.Asking;
        Best = -1;
        _isClosed = false;
        _next = 0;
        _last = -1;
        _hasLastEnded = false;
        _awaited = 0;
    }

    /// <summary>What to do now.</summary>
    public HedgeStep Next(long now)
    {
        if (Phase == HedgePhase.Asking && now >= _deadline)
        {
            Phase = HedgePhase.TimedOut;
        }

        if (Phase != HedgePhase.Asking)
        {
            return HedgeStep.Finish;
        }

        if (HasNext && (_awaited == 0 || (MayRace && (_hasLastEnded || now >= _lateAt))))
        {
            return HedgeStep.Start;
        }

        if (_awaited > 0)
        {
            return HedgeStep.Wait;
        }

        Phase = HedgePhase.Exhausted;
        return HedgeStep.Finish;
    }

    /// <summary>The next candidate was asked.</summary>
    public void HandleStarted(long now)
    {
        _last = _next++;
        _hasLastEnded = false;
        _lateAt = now + _candidates[_last].Delay;
        if (_candidates[_last].Role != AttemptRole.Trial)
        {
            _awaited++;
        }
    }

    /// <summary>The next candidate has no room any more.</summary>
    public void HandlePassedOver() => _next++;

    /// <summary>No further candidate may be asked: the query's work is used up.</summary>
    public void HandleSpent() => _isClosed = true;

    /// <summary>A candidate has a result.</summary>
    public void HandleEnded(int candidate, HedgeVerdict verdict)
    {
        if (_candidates[candidate].Role != AttemptRole.Trial)
        {
            _awaited--;
        }

        _hasLastEnded |= candidate == _last;
        if (Phase != HedgePhase.Asking)
        {
            return;
        }

        if (Best < 0 || verdict > _bestVerdict)
        {
            Best = candidate;
            _bestVerdict = verdict;
        }

        if (verdict == HedgeVerdict.Final)
        {
            Phase = HedgePhase.Decided;
        }
    }

    /// <summary>The asker left.</summary>
    public void HandleCancelled()
    {
        if (Phase == HedgePhase.Asking)
        {
            Phase = HedgePhase.Cancelled;
        }
    }
}
