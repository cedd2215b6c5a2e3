namespace Nomen.Testing.Time;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, which keeps its place among the armed ones.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Earliest first; among equals the one armed first. Sequences are unique, so only a timer equals itself.</summary>
    internal static readonly IComparer<ManualTimer> ByDueThenSequence = Comparer<ManualTimer>.Create(
        static (x, y) => x.DueTicks != y.DueTicks ? x.DueTicks.CompareTo(y.DueTicks) : x.Sequence.CompareTo(y.Sequence));

    /// <summary>The longest time that the system's timers take, in milliseconds; a fake that took more would hide the error.</summary>
    private const long MaxMilliseconds = uint.MaxValue - 1;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>When to fire, in ticks since the clock's start. Written by the clock under its lock.</summary>
    internal long DueTicks { get; set; }

    /// <summary>Zero when the timer fires once. Written by the clock under its lock.</summary>
    internal long PeriodTicks { get; set; }

    /// <summary>Order of arming. Written by the clock under its lock.</summary>
    internal long Sequence { get; set; }

    /// <summary>Final. Written by the clock under its lock.</summary>
    internal bool IsDisposed { get; set; }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowUnlessTimerSpan(dueTime, nameof(dueTime));
        ThrowUnlessTimerSpan(period, nameof(period));

        return clock.Arm(this, dueTime, period);
    }

    /// <inheritdoc/>
    public void Dispose() => clock.Retire(this);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (_context is null)
        {
            callback(state);
            return;
        }

        ExecutionContext.Run(_context, static timer => ((ManualTimer)timer!).Invoke(), this);
    }

    private void Invoke() => callback(state);

    private static void ThrowUnlessTimerSpan(TimeSpan value, string parameter)
    {
        if (value != Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value.TotalMilliseconds > MaxMilliseconds))
        {
            throw new ArgumentOutOfRangeException(parameter, value, "A timer takes an infinite time, or 0 to 4,294,967,294 ms.");
        }
    }
}
