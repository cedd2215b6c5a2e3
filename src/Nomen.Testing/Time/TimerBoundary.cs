namespace Nomen.Testing.Time;

/// <summary>Whether a timer that is due exactly at the end of an <see cref="ManualTimeProvider.Advance"/> fires in it.</summary>
public enum TimerBoundary
{
    /// <summary>It fires: every timer with due time at or before the new time. What the system's timers do.</summary>
    Inclusive,

    /// <summary>It waits for the next advance: only timers due before the new time fire, as in Unbound's replay clock.</summary>
    Exclusive,
}
