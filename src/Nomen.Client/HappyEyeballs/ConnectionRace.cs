namespace Nomen.Client.HappyEyeballs;

/// <summary>One race for a connection: who starts when, who has won, when all have lost (RFC 8305 section 5).</summary>
/// <remarks>
/// Pure: no socket, no await, no clock. Not thread-safe: the caller holds its lock. The first runner starts at once, each
/// other when the newest has had its head start or has failed. The first success wins; a race can be called off.
/// </remarks>
/// <param name="runners">How many there are.</param>
/// <param name="headStart">Ticks that a runner has before the next one starts.</param>
internal sealed class ConnectionRace(int runners, long headStart)
{
    private readonly List<Exception> _failures = [];
    private int _started;
    private bool _isOver;

    /// <summary>When <see cref="TryStart"/> has another runner; <see cref="long.MaxValue"/> for never.</summary>
    public long NextStart { get; private set; } = long.MinValue;

    /// <summary>Whether all have started and failed.</summary>
    public bool IsLost => _failures.Count == runners;

    /// <summary>Why they failed, in the order in which they did.</summary>
    public IReadOnlyList<Exception> Failures => _failures;

    /// <summary>The next runner that starts now; false when it is not time, or nobody is left.</summary>
    public bool TryStart(long now, out int runner)
    {
        runner = _started;
        if (_isOver || _started == runners || now < NextStart)
        {
            return false;
        }

        _started++;
        NextStart = _started == runners ? long.MaxValue : now + headStart;
        return true;
    }

    /// <summary>A runner failed; when it was the newest, nothing is gained by waiting with the next.</summary>
    public void HandleFailed(int runner, Exception failure)
    {
        _failures.Add(failure);
        if (runner == _started - 1 && _started < runners)
        {
            NextStart = long.MinValue;
        }
    }

    /// <summary>A runner has a connection; true for the first, while the race is on.</summary>
    public bool TryWin()
    {
        bool wins = !_isOver;
        CallOff();
        return wins;
    }

    /// <summary>Nobody starts or wins any more.</summary>
    public void CallOff()
    {
        _isOver = true;
        NextStart = long.MaxValue;
    }
}
