namespace Nomen.Testing.Time;

/// <summary>A clock that moves only when a test says so, and fires its timers one at a time, earliest first.</summary>
/// <remarks>
/// Serves both clocks of a <see cref="TimeProvider"/>: UTC and the monotonic timestamp (10 MHz, 0 at the start), which
/// advance together. Timers of equal due time fire in the order in which they were armed. Callbacks run on the thread that
/// advances, under the execution context that created the timer. Timers may be created, changed and disposed from any
/// thread; only one thread may advance at a time, and a callback may not advance.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    /// <summary>Timers that may fire without the clock moving; beyond it a timer is re-arming itself for ever.</summary>
    private const int MaxFiringsAtOneInstant = 100_000;

    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _armed = new(ManualTimer.ByDueThenSequence);
    private readonly DateTimeOffset _start;
    private long _elapsedTicks;
    private long _lastSequence;
    private bool _advancing;

    /// <summary>Creates a clock that stands at 2026-01-01 00:00:00 UTC and fires timers on the boundary.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock that stands at the given instant.</summary>
    /// <param name="start">The first value of <see cref="GetUtcNow"/>.</param>
    /// <param name="boundary">Whether <see cref="Advance"/> fires a timer due exactly at its end. Default: it does.</param>
    public ManualTimeProvider(DateTimeOffset start, TimerBoundary boundary = TimerBoundary.Inclusive)
    {
        _start = start.ToUniversalTime();
        Boundary = boundary;
    }

    /// <summary>What happens to a timer due exactly at the end of an advance.</summary>
    public TimerBoundary Boundary { get; }

    /// <summary>Time that has passed since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _elapsedTicks));

    /// <summary>Timers that are armed: neither disposed, nor stopped, nor fired for the last time. A leak test expects 0.</summary>
    public int ActiveTimerCount
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    /// <summary>Time from now until the earliest armed timer, zero when it is due already, null when none is armed.</summary>
    public TimeSpan? TimeToNextTimer
    {
        get
        {
            lock (_lock)
            {
                return _armed.Min is { } next ? TimeSpan.FromTicks(Math.Max(0, next.DueTicks - _elapsedTicks)) : null;
            }
        }
    }

    /// <summary>10,000,000 per second: a timestamp is in the ticks of <see cref="TimeSpan"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC, whatever zone the machine is in.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <summary>Creates a timer that fires in <see cref="Advance"/> or <see cref="AdvanceToNextTimer"/>, and nowhere else.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A time is neither infinite nor 0 to 4,294,967,294 ms, as for the system's timers.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);

        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward, firing on the way each timer that falls due, with the clock at its due time.</summary>
    /// <param name="by">How far. Not negative; zero fires what is due now.</param>
    /// <param name="settle">Called after each timer, before the next: lets the work that the timer woke run to its end.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative, or ends after the year 9999.</exception>
    /// <exception cref="InvalidOperationException">A timer callback advances the clock, or timers fire endlessly at one instant.</exception>
    /// <remarks>An exception from a callback or from <paramref name="settle"/> ends the advance at that timer's due time.</remarks>
    public void Advance(TimeSpan by, Action? settle = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, DateTimeOffset.MaxValue - GetUtcNow());

        BeginAdvance();
        try
        {
            long target = _elapsedTicks + by.Ticks;
            long instant = _elapsedTicks;
            int firedAtInstant = 0;
            while (TakeDueBy(target) is { } timer)
            {
                firedAtInstant = _elapsedTicks == instant ? firedAtInstant + 1 : 1;
                instant = _elapsedTicks;
                if (firedAtInstant > MaxFiringsAtOneInstant)
                {
                    throw new InvalidOperationException($"Over {MaxFiringsAtOneInstant} timers fired at {GetUtcNow():O} while the clock stood still.");
                }

                timer.Fire();
                settle?.Invoke();
            }

            Interlocked.Exchange(ref _elapsedTicks, target);
        }
        finally
        {
            EndAdvance();
        }
    }

    /// <summary>Moves the clock to the earliest armed timer and fires that one timer, whatever <see cref="Boundary"/> says.</summary>
    /// <returns>False, and nothing has moved, when no timer is armed.</returns>
    /// <exception cref="InvalidOperationException">A timer callback advances the clock.</exception>
    public bool AdvanceToNextTimer()
    {
        BeginAdvance();
        try
        {
            ManualTimer? timer = TakeNext();
            timer?.Fire();
            return timer is not null;
        }
        finally
        {
            EndAdvance();
        }
    }

    /// <summary>Arms a timer afresh, behind all timers with the same due time; an infinite due time stops it.</summary>
    /// <returns>False when the timer is disposed.</returns>
    internal bool Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            _armed.Remove(timer);
            timer.PeriodTicks = Math.Max(0, period.Ticks);
            if (dueTime >= TimeSpan.Zero)
            {
                ArmUnderLock(timer, _elapsedTicks + dueTime.Ticks);
            }

            return true;
        }
    }

    /// <summary>Takes a timer out for good.</summary>
    internal void Retire(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _armed.Remove(timer);
        }
    }

    private void ArmUnderLock(ManualTimer timer, long dueTicks)
    {
        timer.DueTicks = dueTicks;
        timer.Sequence = ++_lastSequence;
        _armed.Add(timer);
    }

    private ManualTimer? TakeDueBy(long target)
    {
        lock (_lock)
        {
            ManualTimer? next = _armed.Min;
            bool due = next is not null && (next.DueTicks < target || (next.DueTicks == target && Boundary == TimerBoundary.Inclusive));
            return due ? TakeUnderLock(next!) : null;
        }
    }

    private ManualTimer? TakeNext()
    {
        lock (_lock)
        {
            return _armed.Min is { } next ? TakeUnderLock(next) : null;
        }
    }

    /// <summary>Sets the clock to the timer's due time. A periodic timer is armed again first, so that its callback may stop it.</summary>
    private ManualTimer TakeUnderLock(ManualTimer timer)
    {
        _armed.Remove(timer);
        Interlocked.Exchange(ref _elapsedTicks, timer.DueTicks);
        if (timer.PeriodTicks > 0)
        {
            ArmUnderLock(timer, timer.DueTicks + timer.PeriodTicks);
        }

        return timer;
    }

    private void BeginAdvance()
    {
        if (Interlocked.Exchange(ref _advancing, true))
        {
            throw new InvalidOperationException("The clock is being advanced already: a timer callback, a settle action or another thread may not advance it.");
        }
    }

    private void EndAdvance() => Volatile.Write(ref _advancing, false);
}
