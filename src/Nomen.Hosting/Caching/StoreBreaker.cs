namespace Nomen.Hosting.Caching;

/// <summary>Decides whether a store is used (circuit breaker). Knows no clock; thread-safe.</summary>
/// <param name="failuresToOpen">Failures in a row that end its use.</param>
/// <param name="openTicks">Timestamps that it is left alone for.</param>
internal sealed class StoreBreaker(int failuresToOpen, long openTicks)
{
    private readonly Lock _lock = new();
    private StoreState _state;
    private int _failures;
    private long _openedAt;

    /// <summary>The state.</summary>
    public StoreState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Whether an operation may go; its end is to be told.</summary>
    public bool TryEnter(long now)
    {
        lock (_lock)
        {
            if (_state == StoreState.LeftAlone && now - _openedAt >= openTicks)
            {
                _state = StoreState.OnTrial;
                return true;
            }

            return _state == StoreState.InUse;
        }
    }

    /// <summary>An operation went well; true when the store is used again from now on. One that began before it was left alone does not count.</summary>
    public bool HandleSuccess()
    {
        lock (_lock)
        {
            bool isBack = _state == StoreState.OnTrial;
            if (_state != StoreState.LeftAlone)
            {
                _state = StoreState.InUse;
                _failures = 0;
            }

            return isBack;
        }
    }

    /// <summary>An operation failed; true when the store is left alone from now on.</summary>
    public bool HandleFailure(long now)
    {
        lock (_lock)
        {
            if (_state == StoreState.LeftAlone || (_state == StoreState.InUse && ++_failures < failuresToOpen))
            {
                return false;
            }

            bool isNew = _state == StoreState.InUse;
            _state = StoreState.LeftAlone;
            _openedAt = now;
            return isNew;
        }
    }

    /// <summary>An operation was given up by who wanted it, which says nothing about the store: the next one may try.</summary>
    public void HandleGivenUp()
    {
        lock (_lock)
        {
            if (_state == StoreState.OnTrial)
            {
                _state = StoreState.LeftAlone;
            }
        }
    }
}
