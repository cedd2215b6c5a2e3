namespace Nomen.Server.Listeners;

/// <summary>Since when one connection waits, and for what: the three ways to hold a connection without using it (CVE-2018-5743, CVE-2024-0760). Thread-safe; is told the time.</summary>
internal sealed class ConnectionClock
{
    private readonly Lock _lock = new();
    private long _quietSince;
    private long _partialFrame = -1;
    private long? _partialSince;
    private long? _writingSince;

    public ConnectionClock(long now) => _quietSince = now;

    /// <summary>Octets came. The time of a query counts from its first octet, so that trickling does not help.</summary>
    /// <param name="now">Timestamp.</param>
    /// <param name="frame">Number of the query that is not whole yet; null when there is none.</param>
    public void HandleReceived(long now, long? frame)
    {
        lock (_lock)
        {
            _quietSince = now;
            if (frame is not { } number)
            {
                _partialSince = null;
            }
            else if (number != _partialFrame || _partialSince is null)
            {
                _partialFrame = number;
                _partialSince = now;
            }
        }
    }

    /// <summary>Reading goes on after the server itself held it back: that time is not the client's.</summary>
    public void HandleResumed(long now)
    {
        lock (_lock)
        {
            _quietSince = now;
            _partialSince = _partialSince is null ? null : now;
        }
    }

    /// <summary>A write begins; it must end within the idle time.</summary>
    public void HandleWriting(long now)
    {
        lock (_lock)
        {
            _writingSince = now;
        }
    }

    /// <summary>A write has ended.</summary>
    public void HandleWritten(long now)
    {
        lock (_lock)
        {
            _writingSince = null;
            _quietSince = now;
        }
    }

    /// <summary>Whether the client has had its time.</summary>
    /// <param name="now">Timestamp.</param>
    /// <param name="isBusy">Whether we owe the client something: then silence is not its fault.</param>
    /// <param name="idle">Timestamp ticks that a connection may be idle, or a client not read.</param>
    /// <param name="query">Timestamp ticks that a query may take to come.</param>
    public bool IsOverdue(long now, bool isBusy, long idle, long query)
    {
        lock (_lock)
        {
            return now - _partialSince >= query || now - _writingSince >= idle || (!isBusy && now - _quietSince >= idle);
        }
    }
}
