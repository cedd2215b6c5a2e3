using System.Net;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using Nomen.Client.Datagram.Cookies;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>One request under way: its exchange behind a lock, and the signal that its driver waits for. Reused from request to request.</summary>
/// <remarks>
/// Replies, timers, cancellation and disposal come from any thread; each changes the exchange under the lock and wakes the driver when
/// there is something for it to do. A call that comes late, to an object already at work for the next request, does no harm: the exchange
/// compares IDs and times itself.
/// </remarks>
internal sealed class DatagramQuery : IValueTaskSource
{
    private readonly Lock _gate = new();
    private readonly DatagramExchange _exchange;
    private readonly CookieJar? _cookies;
    private readonly IDatagramLane _lane;
    private readonly TaskScheduler? _completions;
    private readonly List<DatagramTransmission> _transmissions = [];
    private ManualResetValueTaskSourceCore<bool> _signal;
    private long _due;
    private bool _isAwaited;

    public DatagramQuery(DatagramRules rules, CookieJar? cookies, IDatagramLane lane, TaskScheduler scheduler)
    {
        _exchange = new DatagramExchange(rules, cookies);
        _cookies = cookies;
        _lane = lane;

        // To the thread pool the signal hops by itself, to another scheduler by a task.
        _completions = lane.CompletionsHop && scheduler != TaskScheduler.Default ? scheduler : null;
        QueueNode = new LinkedListNode<DatagramQuery>(this);
        Node = new LinkedListNode<DatagramQuery>(this);
    }

    /// <summary>Place among all. Belongs to <see cref="OutstandingQueries"/>, as do the next three.</summary>
    public LinkedListNode<DatagramQuery> Node { get; }

    /// <summary>Place in the queue for a slot.</summary>
    public LinkedListNode<DatagramQuery> QueueNode { get; }

    /// <summary>Whether a slot is held.</summary>
    public bool HoldsSlot { get; set; }

    /// <summary>When the timer is to call; the largest value when it has called, or is not to.</summary>
    public long Due
    {
        get => Volatile.Read(ref _due);
        set => Volatile.Write(ref _due, value);
    }

    /// <summary>Where the exchange stands.</summary>
    public DatagramState State => _exchange.State;

    /// <summary>Timestamp at which the exchange ends at the latest.</summary>
    public long Deadline => _exchange.Deadline;

    /// <summary>The request.</summary>
    public DnsRequest Request => _exchange.Request;

    /// <inheritdoc cref="DatagramExchange.Attempts"/>
    public int Attempts => _exchange.Attempts;

    /// <summary>The transmissions begun for this request. For the lane.</summary>
    public ReadOnlySpan<DatagramTransmission> Transmissions => CollectionsMarshal.AsSpan(_transmissions)[.._exchange.Begun];

    /// <summary>How it ended. For the driver.</summary>
    public DatagramEnd End => new(_exchange.Outcome, _exchange.RoundTrip, _exchange.IsCancelled);

    /// <summary>Starts a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="retransmission">Time to the first repetition, in ticks of the clock.</param>
    /// <param name="limit">Most time that it may take, in ticks of the clock.</param>
    /// <param name="hasSlot">Whether it may send at once.</param>
    /// <param name="refusal">Why it fails at once; null when it does not.</param>
    public void Start(DnsRequest request, long now, long retransmission, long limit, bool hasSlot, TransportFailure? refusal)
    {
        lock (_gate)
        {
            foreach (DatagramTransmission transmission in _transmissions)
            {
                transmission.End();
            }

            _exchange.Start(request, now, retransmission, limit);
            if (refusal is { } failure)
            {
                _exchange.Fail(failure);
            }
            else if (hasSlot)
            {
                _exchange.HandleAdmitted();
            }
        }
    }

    /// <summary>Lets go of the request and the response; for the driver, after the end.</summary>
    public void Clear() => _exchange.Clear();

    /// <summary>The object for the next transmission.</summary>
    public DatagramTransmission NextTransmission()
    {
        if (_transmissions.Count == _exchange.Begun)
        {
            _transmissions.Add(_lane.CreateTransmission(this));
        }

        return _transmissions[_exchange.Begun];
    }

    /// <summary>Whether the next transmission carries a cookie. For the lane.</summary>
    public bool SendsCookie => _exchange.SendsCookie;

    /// <summary>Gives a transmission the cookie of its local address, unless the request is to go without one. Before it can be answered.</summary>
    /// <param name="transmission">The transmission.</param>
    /// <param name="local">The address that it leaves from; null when the connection does not know.</param>
    /// <param name="now">Timestamp.</param>
    public void AddCookie(DatagramTransmission transmission, IPAddress? local, long now)
    {
        if (_exchange.SendsCookie)
        {
            transmission.Cookie = _cookies!.Take(local, now);
        }
    }

    /// <inheritdoc cref="DatagramExchange.TryBegin"/>
    public bool TryBegin(DatagramTransmission transmission, ushort id, DnsRandom? caseSource, long now)
    {
        lock (_gate)
        {
            return _exchange.TryBegin(transmission, id, caseSource, now);
        }
    }

    /// <summary>Waits until the driver has something to do: a transmission is due, or the exchange has ended.</summary>
    /// <param name="due">Timestamp at which <see cref="HandleTimer"/> is to be called.</param>
    public ValueTask WaitAsync(out long due)
    {
        lock (_gate)
        {
            due = _exchange.NextDeadline;
            _exchange.HasNewDeadline = false;
            if (_exchange.State is DatagramState.Due or DatagramState.Ended)
            {
                return ValueTask.CompletedTask;
            }

            _signal.Reset();
            _isAwaited = true;
            return new ValueTask(this, _signal.Version);
        }
    }

    /// <inheritdoc cref="DatagramExchange.HandleAdmitted"/>
    public void HandleAdmitted()
    {
        bool wake;
        lock (_gate)
        {
            _exchange.HandleAdmitted();
            wake = MustWakeUnderLock();
        }

        WakeIf(wake, hops: true);
    }

    /// <inheritdoc cref="DatagramExchange.HandleTooLarge"/>
    public void HandleTooLarge()
    {
        lock (_gate)
        {
            _exchange.HandleTooLarge();
        }
    }

    /// <inheritdoc cref="DatagramExchange.HandleFailure"/>
    public void HandleFailure(DatagramTransmission transmission, TransportFailure failure, Exception cause)
    {
        bool wake;
        lock (_gate)
        {
            _exchange.HandleFailure(transmission, failure, cause);
            wake = MustWakeUnderLock();
        }

        WakeIf(wake, _lane.CompletionsHop);
    }

    /// <summary>Time has come, or has not: then returns the timestamp for the next call; null when there is something to do for the driver, or nothing any more.</summary>
    public long? HandleTimer(long now)
    {
        bool wake;
        long? later;
        lock (_gate)
        {
            _exchange.HandleTimer(now);
            wake = MustWakeUnderLock();
            later = _exchange.State is DatagramState.Waiting or DatagramState.Queued ? _exchange.NextDeadline : null;
        }

        WakeIf(wake, hops: true);
        return later;
    }

    /// <inheritdoc cref="DatagramExchange.HandleDatagram"/>
    public DatagramVerdict HandleDatagram(DatagramTransmission transmission, Span<byte> datagram, long now)
    {
        DatagramVerdict verdict;
        bool wake;
        lock (_gate)
        {
            verdict = _exchange.HandleDatagram(transmission, datagram, now);
            wake = MustWakeUnderLock();
        }

        WakeIf(wake, _lane.CompletionsHop);
        return verdict;
    }

    /// <summary>Puts a transmission, taken for a reply that was none, back into its slot, unless it has ended or serves another request by now.</summary>
    public void PutBack(SharedTransmission transmission, SharedSocket socket, ushort id)
    {
        lock (_gate)
        {
            if (_exchange.State != DatagramState.Ended && transmission.IsLive && transmission.Id == id && transmission.Socket == socket)
            {
                socket.PutBackUnderLock(transmission, id);
            }
        }
    }

    /// <inheritdoc cref="DatagramExchange.Fail"/>
    public void Fail(TransportFailure failure)
    {
        bool wake;
        lock (_gate)
        {
            _exchange.Fail(failure);
            wake = MustWakeUnderLock();
        }

        WakeIf(wake, hops: true);
    }

    /// <inheritdoc cref="DatagramExchange.HandleCancelled"/>
    public void HandleCancelled()
    {
        bool wake;
        lock (_gate)
        {
            _exchange.HandleCancelled();
            wake = MustWakeUnderLock();
        }

        WakeIf(wake, hops: true);
    }

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    private bool MustWakeUnderLock()
    {
        bool wake = _isAwaited && (_exchange.HasNewDeadline || _exchange.State is DatagramState.Due or DatagramState.Ended);
        _isAwaited &= !wake;
        return wake;
    }

    /// <summary>Wakes the driver.</summary>
    /// <param name="wake">Whether to.</param>
    /// <param name="hops">Whether the driver, and with it the caller's code, runs elsewhere: not inside a timer that others wait for, a caller's Cancel, or another driver that hands its slot on.</param>
    private void WakeIf(bool wake, bool hops)
    {
        if (!wake)
        {
            return;
        }

        if (_completions is null)
        {
            // Nobody else wakes at the same time: the one who does has seen, under the lock, that somebody waits.
            _signal.RunContinuationsAsynchronously = hops;
            _signal.SetResult(true);
        }
        else
        {
            _ = Task.Factory.StartNew(static query => ((DatagramQuery)query!)._signal.SetResult(true), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _completions);
        }
    }
}
