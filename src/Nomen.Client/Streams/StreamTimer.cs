namespace Nomen.Client.Streams;

/// <summary>The one timer of a connection. It is set forwards only, so that a request costs no change to it as long as an earlier deadline is set.</summary>
/// <remarks>Called under the connection's lock; the callback comes without it.</remarks>
internal sealed class StreamTimer(TimeProvider time, TimerCallback callback)
{
    private ITimer? _timer;
    private long _setTo = long.MaxValue;
    private bool _isOver;

    /// <summary>Makes sure that the callback comes at this time, or earlier.</summary>
    public void Arm(long deadline, long now)
    {
        if (deadline >= _setTo || _isOver)
        {
            return;
        }

        _setTo = deadline;

        // Up to the next millisecond: the system's timers count those, and one that fires too early would only be set again.
        double milliseconds = deadline > now ? Math.Ceiling(time.GetElapsedTime(now, deadline).TotalMilliseconds) : 0;
        TimeSpan due = TimeSpan.FromMilliseconds(milliseconds);
        if (_timer is null)
        {
            _timer = Create(due);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The callback has come; <see cref="Arm"/> sets it again.</summary>
    public void HandleFired() => _setTo = long.MaxValue;

    /// <summary>No more callbacks are set.</summary>
    public void Close()
    {
        _isOver = true;
        _timer?.Dispose();
    }

    private ITimer Create(TimeSpan due)
    {
        // The timer outlives the request that set it first: it must not keep that caller's async-locals.
        bool flows = !ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl control = flows ? ExecutionContext.SuppressFlow() : default;
        try
        {
            return time.CreateTimer(callback, null, due, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            if (flows)
            {
                control.Undo();
            }
        }
    }
}
