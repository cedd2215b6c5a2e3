using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
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
    private readonly IDatagramLane _lane;
    private readonly TaskScheduler? _completions;
    private readonly List<DatagramTransmission> _transmissions = [];
    private ManualResetValueTaskSourceCore<bool> _signal;
    private bool _isAwaited;

    public DatagramQuery(DatagramRules rules, IDatagramLane lane, TaskScheduler scheduler)
    {
        _exchange = new DatagramExchange(rules);
        _lane = lane;
        _signal.RunContinuationsAsynchronously = lane.CompletionsHop;

        // The thread pool needs no task to hop to it.
        _completions = lane.CompletionsHop && scheduler != TaskScheduler.Default ? scheduler : null;
        QueueNode = new LinkedListNode<DatagramQuery>(this);
        OutstandingNode = new LinkedListNode<DatagramQuery>(this);
    }

    /// <summary>Place in the queue for a slot. Belongs to <see cref="AdmissionGate"/>.</summary>
    public LinkedListNode<DatagramQuery> QueueNode { get; }

    /// <summary>Whether a slot is held. Belongs to <see cref="AdmissionGate"/>.</summary>
    public bool HoldsSlot { get; set; }

    /// <summary>Place among the outstanding ones. Belongs to <see cref="OutstandingQueries"/>.</summary>
    public LinkedListNode<DatagramQuery> OutstandingNode { get; }

    /// <summary>When the timer is to call. Belongs to <see cref="OutstandingQueries"/>.</summary>
    public long Due { get; set; }

    /// <summary>Where the exchange stands.</summary>
    public DatagramState State
    {
        get
        {
            lock (_gate)
            {
                return _exchange.State;
            }
        }
    }

    /// <summary>Timestamp at which <see cref="HandleTimer"/> is to be called.</summary>
    public long NextDeadline
    {
        get
        {
            lock (_gate)
            {
                return _exchange.NextDeadline;
            }
        }
    }

    /// <summary>The request.</summary>
    public DnsRequest Request => _exchange.Request;

    /// <summary>Transmissions so far.</summary>
    public int Sends => _exchange.Sends;

    /// <summary>The transmissions of this request so far. For the lane.</summary>
    public ReadOnlySpan<DatagramTransmission> Transmissions => CollectionsMarshal.AsSpan(_transmissions)[.._exchange.Sends];

    /// <summary>The end of the exchange. For the driver, once it has ended.</summary>
    public DatagramOutcome Outcome => _exchange.Outcome;

    /// <summary>Time to the answer in ticks of the clock, -1 without one. For the driver, once it has ended.</summary>
    public long RoundTrip => _exchange.RoundTrip;

    /// <summary>Whether the caller cancelled.</summary>
    public bool IsCancelled { get; private set; }

    /// <inheritdoc cref="DatagramExchange.Start"/>
    public void Start(DnsRequest request, long now, long retransmission)
    {
        lock (_gate)
        {
            IsCancelled = false;
            foreach (DatagramTransmission transmission in _transmissions)
            {
                transmission.End();
            }

            _exchange.Start(request, now, retransmission);
        }
    }

    /// <summary>Lets go of the request and the response; only after the end.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _exchange.Clear();
        }
    }

    /// <summary>The object for the next transmission.</summary>
    public DatagramTransmission NextTransmission()
    {
        if (_transmissions.Count == _exchange.Sends)
        {
            _transmissions.Add(_lane.CreateTransmission(this));
        }

        return _transmissions[_exchange.Sends];
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
    public ValueTask WaitAsync()
    {
        lock (_gate)
        {
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
    public bool HandleAdmitted()
    {
        bool admitted;
        bool wake;
        lock (_gate)
        {
            admitted = _exchange.HandleAdmitted();
            wake = MustWakeUnderLock();
        }

        WakeIf(wake);
        return admitted;
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

        WakeIf(wake);
    }

    /// <inheritdoc cref="DatagramExchange.HandleTimer"/>
    public void HandleTimer(long now)
    {
        bool wake;
        lock (_gate)
        {
            _exchange.HandleTimer(now);
            wake = MustWakeUnderLock();
        }

        WakeIf(wake);
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

        WakeIf(wake);
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

        WakeIf(wake);
    }

    /// <summary>The caller's token was cancelled.</summary>
    public void HandleCancelled()
    {
        lock (_gate)
        {
            IsCancelled |= _exchange.State != DatagramState.Ended;
        }

        Fail(TransportFailure.Timeout);
    }

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    private bool MustWakeUnderLock()
    {
        bool wake = _isAwaited && _exchange.State is DatagramState.Due or DatagramState.Ended;
        _isAwaited &= !wake;
        return wake;
    }

    private void WakeIf(bool wake)
    {
        if (!wake)
        {
            return;
        }

        if (_completions is null)
        {
            _signal.SetResult(true);
        }
        else
        {
            _ = Task.Factory.StartNew(static query => ((DatagramQuery)query!)._signal.SetResult(true), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _completions);
        }
    }
}
