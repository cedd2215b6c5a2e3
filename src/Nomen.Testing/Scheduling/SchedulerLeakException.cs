namespace Nomen.Testing.Scheduling;

/// <summary>Work left a <see cref="DeterministicScheduler"/>, so that an empty queue no longer means that all is settled.</summary>
/// <remarks>The message holds each leak with the stack that caused it.</remarks>
public sealed class SchedulerLeakException : Exception
{
    /// <summary>Creates the exception from what was recorded.</summary>
    /// <param name="leaks">One text per leak: what happened, and the stack.</param>
    public SchedulerLeakException(IReadOnlyList<string> leaks)
        : base("Work left the deterministic scheduler.\n" + string.Join("\n", leaks ?? [])) => Leaks = leaks ?? [];

    /// <summary>The leaks in the order in which they happened; the first few, when there are many.</summary>
    public IReadOnlyList<string> Leaks { get; }
}
