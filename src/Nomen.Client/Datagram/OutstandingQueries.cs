using Nomen.Dns.Errors;

namespace Nomen.Client.Datagram;

/// <summary>The queries under way in one transport, and the one timer that serves them all. Thread-safe.</summary>
/// <remarks>
/// The timer is set to the earliest deadline and finds the others by walking the list: a query that is answered in time, nearly every one,
/// costs two links and no timer of its own. Deadlines lie apart by at least the timer's resolution, so that a thousand silent queries
/// cost a thousand walks at most.
/// </remarks>
internal sealed class OutstandingQueries : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<DatagramQuery> _queries = [];
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private bool _isClosed;

    public OutstandingQueries(TimeProvider clock)
    {
        _clock = clock;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static queries => ((OutstandingQueries)queries!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Has the timer call a query at a time; adds the query if it is new. Fails it when the transport is disposed.</summary>
    public void Schedule(DatagramQuery query, long due)
    {
        bool isClosed;
        lock (_lock)
        {
            isClosed = _isClosed;
            if (!isClosed)
            {
                query.Due = due;
                if (query.OutstandingNode.List is null)
                {
                    _queries.AddLast(query.OutstandingNode);
                }

                if (due < _armedFor)
                {
                    ArmUnderLock(due);
                }
            }
        }

        if (isClosed)
        {
            query.Fail(TransportFailure.Disposed);
        }
    }

    /// <summary>Forgets a query.</summary>
    public void Remove(DatagramQuery query)
    {
        lock (_lock)
        {
            if (query.OutstandingNode.List is null)
            {
                return;
            }

            _queries.Remove(query.OutstandingNode);
            if (_queries.Count == 0)
            {
                ArmUnderLock(long.MaxValue);
            }
        }
    }

    /// <summary>Fails all queries, and every later one.</summary>
    public void Dispose()
    {
        List<DatagramQuery> queries;
        lock (_lock)
        {
            _isClosed = true;
            queries = [.. _queries];
        }

        _timer.Dispose();
        foreach (DatagramQuery query in queries)
        {
            query.Fail(TransportFailure.Disposed);
        }
    }

    private void Sweep()
    {
        long now = _clock.GetTimestamp();
        List<DatagramQuery> due = [];
        lock (_lock)
        {
            long next = long.MaxValue;
            foreach (DatagramQuery query in _queries)
            {
                if (query.Due <= now)
                {
                    // Its driver schedules it again, or removes it.
                    query.Due = long.MaxValue;
                    due.Add(query);
                }
                else
                {
                    next = Math.Min(next, query.Due);
                }
            }

            ArmUnderLock(next);
        }

        foreach (DatagramQuery query in due)
        {
            query.HandleTimer(now);
        }
    }

    private void ArmUnderLock(long due)
    {
        if (_isClosed)
        {
            return;
        }

        _armedFor = due;
        if (due == long.MaxValue)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers count whole milliseconds; rounded down, one would fire before anything is due.
        TimeSpan wait = _clock.GetElapsedTime(_clock.GetTimestamp(), due);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
