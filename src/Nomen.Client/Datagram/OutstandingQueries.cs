using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>The queries under way in one transport: who has a slot, who waits for one, and when each is to be called. One lock, one timer. Thread-safe.</summary>
/// <remarks>
/// The timer is set to the earliest deadline and finds the others by walking the list: a query that is answered in time, nearly every one,
/// costs two links and no timer of its own. The timer's resolution bounds the walks: a thousand a second at most, however many are silent.
/// </remarks>
internal sealed class OutstandingQueries : IDisposable
{
    /// <summary>Objects kept for reuse, about half a kilobyte each.</summary>
    private const int MaxIdle = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<DatagramQuery> _queries = [];
    private readonly LinkedList<DatagramQuery> _queue = [];
    private readonly Stack<DatagramQuery> _idle = [];
    private readonly Func<DatagramQuery> _create;
    private readonly int _queueLimit;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private int _freeSlots;
    private long _armedFor = long.MaxValue;
    private bool _isClosed;

    public OutstandingQueries(DatagramTransportOptions options, TimeProvider clock, Func<DatagramQuery> create)
    {
        _create = create;
        _clock = clock;
        _freeSlots = options.MaxConcurrentQueries;
        _queueLimit = options.QueueLimit;

        // The timer outlives the call that made the transport: it must not keep that call's async-locals.
        bool flows = !ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl control = flows ? ExecutionContext.SuppressFlow() : default;
        _timer = clock.CreateTimer(static queries => ((OutstandingQueries)queries!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (flows)
        {
            control.Undo();
        }
    }

    /// <summary>Starts a request: with a slot, in the queue for one, or failed already when there is no room.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="retransmission">Time to the first repetition, in ticks of the clock.</param>
    /// <param name="limit">Most time that it may take, in ticks of the clock.</param>
    public DatagramQuery Enter(DnsRequest request, long now, long retransmission, long limit)
    {
        lock (_lock)
        {
            if (!_idle.TryPop(out DatagramQuery? query))
            {
                query = _create();
            }

            TransportFailure? refusal = AdmitUnderLock(query);
            query.Start(request, now, retransmission, limit, query.HoldsSlot, refusal);
            _queries.AddLast(query.Node);
            query.Due = long.MaxValue;
            if (refusal is null)
            {
                ScheduleUnderLock(query, query.HoldsSlot ? Math.Min(query.Deadline, now + retransmission) : query.Deadline);
            }

            return query;
        }
    }

    /// <summary>Has the timer call a query at a time.</summary>
    public void Schedule(DatagramQuery query, long due)
    {
        lock (_lock)
        {
            ScheduleUnderLock(query, due);
        }
    }

    /// <summary>Forgets a query and gives its slot to the one that has waited longest.</summary>
    /// <param name="query">The query, which has ended.</param>
    /// <param name="isReusable">Whether nobody refers to the object any more.</param>
    public void Leave(DatagramQuery query, bool isReusable)
    {
        DatagramQuery? next;
        lock (_lock)
        {
            _queries.Remove(query.Node);
            if (_queries.Count == 0)
            {
                ArmUnderLock(long.MaxValue);
            }

            next = PassSlotUnderLock(query);
            if (isReusable && _idle.Count < MaxIdle)
            {
                query.Clear();
                _idle.Push(query);
            }
        }

        next?.HandleAdmitted();
    }

    /// <summary>Fails all queries, and every later one.</summary>
    public void Dispose()
    {
        DatagramQuery[] queries;
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

    private TransportFailure? AdmitUnderLock(DatagramQuery query)
    {
        if (_isClosed)
        {
            return TransportFailure.Disposed;
        }

        if (_freeSlots > 0)
        {
            _freeSlots--;
            query.HoldsSlot = true;
            return null;
        }

        if (_queue.Count >= _queueLimit)
        {
            return TransportFailure.Overloaded;
        }

        _queue.AddLast(query.QueueNode);
        return null;
    }

    private DatagramQuery? PassSlotUnderLock(DatagramQuery query)
    {
        if (!query.HoldsSlot)
        {
            if (query.QueueNode.List is not null)
            {
                _queue.Remove(query.QueueNode);
            }

            return null;
        }

        query.HoldsSlot = false;
        DatagramQuery? next = _queue.First?.Value;
        if (next is null)
        {
            _freeSlots++;
            return null;
        }

        // Handed over here, so that no newcomer overtakes; a query that ended meanwhile passes it on when it leaves.
        _queue.RemoveFirst();
        next.HoldsSlot = true;
        return next;
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
            // One that was woken is scheduled by its driver; one with nothing to do yet goes on waiting.
            if (query.HandleTimer(now) is { } later)
            {
                ScheduleAgain(query, later);
            }
        }
    }

    private void ScheduleAgain(DatagramQuery query, long due)
    {
        lock (_lock)
        {
            // Otherwise it has ended and serves another request by now.
            if (query.Due == long.MaxValue)
            {
                ScheduleUnderLock(query, due);
            }
        }
    }

    private void ScheduleUnderLock(DatagramQuery query, long due)
    {
        query.Due = due;
        if (due < _armedFor && query.Node.List is not null)
        {
            ArmUnderLock(due);
        }
    }

    private void ArmUnderLock(long due)
    {
        _armedFor = due;
        if (_isClosed)
        {
            return;
        }

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
