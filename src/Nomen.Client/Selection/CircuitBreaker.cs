using System.Numerics;

namespace Nomen.Client.Selection;

/// <summary>Keeps requests from an upstream that keeps failing, and lets one through now and then to see whether it is back. No clock; its user holds a lock.</summary>
internal sealed class CircuitBreaker(HedgeRules rules)
{
    private int _inARow;
    private ulong _results;
    private int _resultCount;
    private long _backOff = rules.BackOff;
    private long _trialDue;

    /// <summary>Whether the upstream gets requests.</summary>
    public BreakerState State { get; private set; }

    /// <summary>Time until which it is left alone, while open.</summary>
    public long BackOff => _backOff;

    /// <summary>Whether a request may be let through on trial.</summary>
    public bool IsTrialDue(long now) => State == BreakerState.Open && now >= _trialDue;

    /// <summary>Lets one request through, if one is due.</summary>
    public bool TryBeginTrial(long now)
    {
        if (!IsTrialDue(now))
        {
            return false;
        }

        State = BreakerState.HalfOpen;
        return true;
    }

    /// <summary>The trial ended without a result: the next request is one.</summary>
    public void AbandonTrial()
    {
        if (State == BreakerState.HalfOpen)
        {
            State = BreakerState.Open;
        }
    }

    /// <summary>A request succeeded.</summary>
    public void Succeed()
    {
        _inARow = 0;
        if (State == BreakerState.Closed)
        {
            Note(failed: false);
            return;
        }

        State = BreakerState.Closed;
        _backOff = rules.BackOff;
        _resultCount = 0;
        _results = 0;
    }

    /// <summary>A request failed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wasTrial">Whether it was the one on trial; others that were still under way prove nothing new.</param>
    public void Fail(long now, bool wasTrial)
    {
        if (State == BreakerState.HalfOpen && wasTrial)
        {
            _backOff = Math.Min(_backOff * 2, rules.MaxBackOff);
            Open(now);
        }
        else if (State == BreakerState.Closed)
        {
            _inARow++;
            Note(failed: true);
            if (_inARow >= rules.Breaker.ConsecutiveFailures || IsRatioReached())
            {
                Open(now);
            }
        }
    }

    private void Open(long now)
    {
        State = BreakerState.Open;
        _trialDue = now + _backOff;
        _inARow = 0;
    }

    private void Note(bool failed)
    {
        _results = (_results << 1) | (failed ? 1UL : 0);
        _resultCount = Math.Min(_resultCount + 1, rules.Breaker.RatioWindow);
    }

    private bool IsRatioReached()
    {
        int window = rules.Breaker.RatioWindow;
        ulong mask = ulong.MaxValue >> (64 - window);
        return _resultCount == window && BitOperations.PopCount(_results & mask) >= rules.Breaker.FailureRatio * window;
    }
}
