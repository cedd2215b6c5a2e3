using System.Net;

namespace Nomen.Server.Listeners;

/// <summary>The open connections of a server, their limits, and one timer that closes those whose time is up. Thread-safe.</summary>
internal sealed class ConnectionTable : IAsyncDisposable
{
    // Deadlines are seconds: a tenth more does no harm, and one timer serves a thousand connections.
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(100);

    // G5 of the security rules: when places get scarce, whoever does nothing gives way.
    private static readonly TimeSpan ScarceIdleTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly HashSet<ServerConnection> _connections = [];
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private readonly ConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ServerCounters _counters;
    private readonly ITimer _sweep;
    private bool _isClosed;
    private TaskCompletionSource? _empty;

    public ConnectionTable(ConnectionOptions options, TimeProvider time, ServerCounters counters)
    {
        _options = options;
        _time = time;
        _counters = counters;
        _sweep = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long a connection may be idle now.</summary>
    public TimeSpan IdleTimeout => IsScarce && _options.IdleTimeout > ScarceIdleTimeout ? ScarceIdleTimeout : _options.IdleTimeout;

    private bool IsScarce
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count * 4L > _options.MaxConnections * 3L;
            }
        }
    }

    /// <summary>Takes a connection in; false when there are too many, of all or of its client.</summary>
    public bool TryAdd(ServerConnection connection)
    {
        lock (_lock)
        {
            int ofClient = _perAddress.GetValueOrDefault(connection.Client.Address);
            if (_isClosed || _connections.Count >= _options.MaxConnections || ofClient >= _options.MaxConnectionsPerAddress)
            {
                _counters.Add(ServerCounter.ConnectionsRejected);
                return false;
            }

            _connections.Add(connection);
            _perAddress[connection.Client.Address] = ofClient + 1;
            if (_connections.Count == 1)
            {
                _sweep.Change(SweepPeriod, SweepPeriod);
            }
        }

        _counters.Add(ServerCounter.ConnectionsAccepted);
        _counters.Add(ServerCounter.ConnectionsOpen);
        return true;
    }

    /// <summary>Lets a connection go that has ended.</summary>
    public void Remove(ServerConnection connection)
    {
        lock (_lock)
        {
            if (!_connections.Remove(connection))
            {
                return;
            }

            int left = _perAddress[connection.Client.Address] - 1;
            if (left > 0)
            {
                _perAddress[connection.Client.Address] = left;
            }
            else
            {
                _perAddress.Remove(connection.Client.Address);
            }

            if (_connections.Count == 0)
            {
                _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _empty?.TrySetResult();
            }
        }

        _counters.Add(ServerCounter.ConnectionsOpen, -1);
    }

    /// <summary>Takes no more connections, and lets those that are there finish what they have begun.</summary>
    public void Stop()
    {
        List<ServerConnection> connections;
        lock (_lock)
        {
            _isClosed = true;
            connections = [.. _connections];
        }

        connections.ForEach(connection => connection.Stop());
    }

    /// <summary>Waits for the connections to end, at most so long, and closes the rest.</summary>
    public async ValueTask DrainAsync(TimeSpan timeout)
    {
        Task empty;
        lock (_lock)
        {
            empty = _connections.Count == 0 ? Task.CompletedTask : (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await empty.WaitAsync(timeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Snapshot().ForEach(connection => connection.Dispose());
        await empty.ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _sweep.DisposeAsync();

    private void Sweep()
    {
        long idle = Ticks(IdleTimeout);
        long query = Ticks(_options.QueryReadTimeout);
        long now = _time.GetTimestamp();
        foreach (ServerConnection connection in Snapshot())
        {
            if (connection.IsOverdue(now, idle, query))
            {
                _counters.Add(ServerCounter.ConnectionsTimedOut);
                connection.Dispose();
                Remove(connection);
            }
        }
    }

    private List<ServerConnection> Snapshot()
    {
        lock (_lock)
        {
            return [.. _connections];
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);
}
