using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>The connections to one upstream: those that take requests, those that finish what they have, those of transfers. Thread-safe.</summary>
/// <remarks>Learns from the ends of connections when it may open the next one: every end counts once, however many requests met it.</remarks>
internal sealed class ConnectionPool(IStreamConnector connector, MultiStreamTransportOptions options, TransportServices services)
{
    /// <summary>Above every serial number.</summary>
    private const long None = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly List<StreamTransport> _connections = [];
    private readonly HashSet<StreamTransport> _transfers = [];
    private readonly ReconnectState _reconnect = new(options, services.Random, services.TimeProvider.TimestampFrequency);
    private readonly StreamMeter _meter = new(connector);
    private long _opened;
    private long _resends;
    private long _failedConnects;
    private bool _isDisposed;
    private long _newestFailed = None;

    /// <summary>The first connection with room; else a new one, if there may be one more now; else the one where the fewest wait.</summary>
    /// <param name="mayConnect">Whether the request may wait for a connection to be opened; without it only an open one will do.</param>
    public PoolChoice Choose(bool mayConnect)
    {
        PoolChoice choice;
        StreamTransport? surplus;
        lock (_lock)
        {
            choice = ChooseUnderLock(mayConnect, out surplus);
        }

        surplus?.Abort();
        return choice;
    }

    /// <summary>A connection for one transfer alone.</summary>
    public PoolChoice OpenForTransfer()
    {
        lock (_lock)
        {
            if (RefusalUnderLock() is { } refusal)
            {
                return refusal;
            }

            StreamTransport opened = StreamTransport.ForOneTransfer(connector, options.Stream, services, ++_opened);
            _transfers.Add(opened);
            return new PoolChoice(opened);
        }
    }

    /// <summary>The transfer is over, and its connection disposed.</summary>
    public void HandleTransferEnded(StreamTransport connection)
    {
        lock (_lock)
        {
            if (_transfers.Remove(connection))
            {
                LearnUnderLock(connection);
            }
        }
    }

    /// <summary>A response came over this connection.</summary>
    public void HandleResponse(StreamTransport connection)
    {
        // An older connection that still works says nothing about new ones: the server may allow no more of them. Read without
        // the lock, as nearly every request comes here.
        if (connection.Serial > Volatile.Read(ref _newestFailed))
        {
            lock (_lock)
            {
                _reconnect.HandleResponse();
                _newestFailed = None;
            }
        }
    }

    /// <summary>A request that was lost with its connection is sent again.</summary>
    public void HandleResend()
    {
        Interlocked.Increment(ref _resends);
        _meter.Resent();
    }

    /// <summary>How things stand.</summary>
    public MultiStreamStatistics Snapshot()
    {
        lock (_lock)
        {
            _connections.RemoveAll(IsOver);
            StreamLoad[] loads = [.. _connections.Concat(_transfers).Select(connection => connection.Load)];
            return new MultiStreamStatistics
            {
                OpenConnections = loads.Count(load => load.Phase is StreamPhase.Open or StreamPhase.Draining),
                ConnectingConnections = loads.Count(load => load.Phase is StreamPhase.New or StreamPhase.Connecting),
                InFlight = loads.Sum(load => load.InFlight),
                Waiting = loads.Sum(load => load.Waiting),
                Transfers = _transfers.Count,
                StartedConnections = _opened,
                FailedConnects = _failedConnects,
                FailuresInARow = _reconnect.Failures,
                Resends = Interlocked.Read(ref _resends),
            };
        }
    }

    /// <summary>Opens nothing any more, and hands the connections over to be disposed.</summary>
    public IReadOnlyList<StreamTransport> Close()
    {
        lock (_lock)
        {
            _isDisposed = true;
            return [.. _connections, .. _transfers];
        }
    }

    private PoolChoice ChooseUnderLock(bool mayConnect, out StreamTransport? surplus)
    {
        surplus = null;
        if (_isDisposed)
        {
            return Disposed();
        }

        StreamTransport? shortest = null;
        StreamTransport? oldestDraining = null;
        int accepting = 0;
        int fewest = int.MaxValue;
        bool isConnecting = false;
        for (int i = _connections.Count - 1; i >= 0; i--)
        {
            StreamTransport connection = _connections[i];
            StreamLoad load = connection.Load;
            if (load.Phase == StreamPhase.Closed)
            {
                LearnUnderLock(connection);
                _connections.RemoveAt(i);
                continue;
            }

            if (load.Phase == StreamPhase.Draining)
            {
                oldestDraining = connection;
                continue;
            }

            accepting++;
            isConnecting |= load.Phase < StreamPhase.Open;
            if (!mayConnect && load.Phase < StreamPhase.Open)
            {
                continue;
            }

            if (load.HasRoom)
            {
                return new PoolChoice(connection);
            }

            (shortest, fewest) = load.Waiting < fewest ? (connection, load.Waiting) : (shortest, fewest);
        }

        if (shortest is not null && (!mayConnect || accepting >= options.MaxConnections || IsHeldBackUnderLock(isConnecting)))
        {
            return new PoolChoice(shortest);
        }

        if (RefusalUnderLock() is { } refusal)
        {
            return refusal;
        }

        if (!mayConnect)
        {
            return default;
        }

        // Those that finish what they have are bounded too: a server could otherwise have us hold any number of them.
        surplus = _connections.Count - accepting >= options.MaxConnections ? oldestDraining : null;
        StreamTransport opened = OpenUnderLock();
        _connections.Add(opened);
        return new PoolChoice(opened);
    }

    /// <summary>While connecting fails one attempt at a time is enough, and what there is has to do.</summary>
    private bool IsHeldBackUnderLock(bool isConnecting) =>
        _reconnect.Failures > 0 && (isConnecting || !_reconnect.MayConnect(services.TimeProvider.GetTimestamp()));

    private PoolChoice? RefusalUnderLock()
    {
        if (_isDisposed)
        {
            return Disposed();
        }

        if (_reconnect.Failures == 0)
        {
            return null;
        }

        long now = services.TimeProvider.GetTimestamp();
        return _reconnect.MayConnect(now)
            ? null
            : new PoolChoice(null, _reconnect.Describe(now) with { Upstream = connector.Upstream }, _reconnect.RetryAt);
    }

    private PoolChoice Disposed() => new(null, new TransportError(TransportFailure.Disposed) { Upstream = connector.Upstream });

    private StreamTransport OpenUnderLock() => new(connector, options.Stream, services) { Serial = ++_opened };

    private bool IsOver(StreamTransport connection)
    {
        if (connection.End is null)
        {
            return false;
        }

        LearnUnderLock(connection);
        return true;
    }

    /// <summary>Takes the end of a connection into account; called once for each, when it leaves the pool.</summary>
    private void LearnUnderLock(StreamTransport connection)
    {
        if (connection.End is not { Kind: StreamEndKind.NotConnected or StreamEndKind.Fruitless } end)
        {
            return;
        }

        if (end.Kind == StreamEndKind.NotConnected)
        {
            _failedConnects++;
            _reconnect.HandleNotConnected(end.Reason, end.At);
        }
        else
        {
            _reconnect.HandleFruitless(end.Reason, end.At);
        }

        _newestFailed = _newestFailed == None ? connection.Serial : Math.Max(_newestFailed, connection.Serial);
    }
}
