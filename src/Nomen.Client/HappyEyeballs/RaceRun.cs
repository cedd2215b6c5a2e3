using Nomen.Client.Sockets;

namespace Nomen.Client.HappyEyeballs;

/// <summary>What surrounds one <see cref="ConnectionRace"/>: lock, timer, the token that ends it, and waking the one who waits.</summary>
internal sealed class RaceRun : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _ending;
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer _timer;
    private readonly ConnectionRace _race;
    private TaskCompletionSource _change = NewSignal();
    private IStreamConnection? _winner;

    public RaceRun(int runners, long headStart, TimeProvider time, CancellationToken caller)
    {
        _race = new ConnectionRace(runners, headStart);
        _time = time;
        _caller = caller;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(caller);
        Token = _ending.Token;
        _timer = time.CreateTimer(static state => ((RaceRun)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = caller.UnsafeRegister(static state => ((RaceRun)state!).Wake(), this);
    }

    /// <summary>Cancelled when the race is over, for whatever reason.</summary>
    public CancellationToken Token { get; }

    /// <summary>Completes when anything happens from now on.</summary>
    public Task NextChange()
    {
        lock (_lock)
        {
            _change = _change.Task.IsCompleted ? NewSignal() : _change;
            return _change.Task;
        }
    }

    /// <summary>The next runner to start now; when there is none, the timer is set for the next.</summary>
    public bool TryStart(out int runner)
    {
        long now = _time.GetTimestamp();
        lock (_lock)
        {
            if (_race.TryStart(now, out runner))
            {
                return true;
            }

            if (_race.NextStart != long.MaxValue)
            {
                // Up to the next millisecond: the system's timers count those.
                double milliseconds = Math.Ceiling(_time.GetElapsedTime(now, _race.NextStart).TotalMilliseconds);
                _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)), Timeout.InfiniteTimeSpan);
            }

            return false;
        }
    }

    /// <summary>A runner has a connection; false when it comes too late and is to be closed.</summary>
    public bool TryWin(IStreamConnection connection)
    {
        lock (_lock)
        {
            if (!_race.TryWin())
            {
                return false;
            }

            _winner = connection;
        }

        Wake();
        return true;
    }

    /// <summary>A runner failed.</summary>
    public void HandleFailed(int runner, Exception failure)
    {
        lock (_lock)
        {
            _race.HandleFailed(runner, failure);
        }

        Wake();
    }

    /// <summary>The winner; null while the race is on.</summary>
    /// <exception cref="AggregateException">All have failed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public IStreamConnection? TryEnd()
    {
        lock (_lock)
        {
            if (_winner is not null)
            {
                return _winner;
            }

            if (_caller.IsCancellationRequested)
            {
                // From here on nobody takes a winner.
                _race.CallOff();
                throw new OperationCanceledException(_caller);
            }

            return _race.IsLost ? throw new AggregateException($"None of {_race.Failures.Count} addresses took a connection.", _race.Failures) : null;
        }
    }

    /// <summary>Ends the race: who still runs is cancelled.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _race.CallOff();
        }

        _registration.Dispose();
        _timer.Dispose();
        _ending.Cancel();
        _ending.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake()
    {
        lock (_lock)
        {
            _change.TrySetResult();
        }
    }
}
