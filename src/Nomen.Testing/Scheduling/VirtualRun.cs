using System.Globalization;
using Nomen.Client.Services;
using Nomen.Testing.Time;

namespace Nomen.Testing.Scheduling;

/// <summary>A run in virtual time on one thread: whenever nothing is ready, the clock jumps to the next timer.</summary>
/// <remarks>
/// The services go to the code under test; then <see cref="Run{T}"/> takes the body of the test. A test of
/// hours takes microseconds and always happens in the same order. Belongs to the thread that created it.
/// </remarks>
public sealed class VirtualRun
{
    /// <summary>Creates a run with a clock and a scheduler of its own.</summary>
    /// <param name="seed">Null serves ready work first in, first out; a value shuffles it, the same way for the same seed.</param>
    public VirtualRun(int? seed = null)
        : this(new ManualTimeProvider(), new DeterministicScheduler(seed))
    {
    }

    /// <summary>Creates a run over a given clock and scheduler.</summary>
    public VirtualRun(ManualTimeProvider time, DeterministicScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(scheduler);

        Time = time;
        Scheduler = scheduler;
        Services = new TransportServices
        {
            TimeProvider = time,
            Scheduler = scheduler,
            Random = DnsRandom.Seeded((ulong)(scheduler.Seed ?? 0)),
        };
    }

    /// <summary>The clock.</summary>
    public ManualTimeProvider Time { get; }

    /// <summary>The scheduler.</summary>
    public DeterministicScheduler Scheduler { get; }

    /// <summary>What a transport under test takes: this clock, this scheduler, and chance that the scheduler's seed repeats (0 without one).</summary>
    public TransportServices Services { get; }

    /// <summary>Timers that one run may fire before it counts as going round for ever. Default 100,000; at least 1.</summary>
    public int TurnLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100_000;

    /// <summary>Runs the body to its end, moving the clock as needed, and returns its result or throws its exception.</summary>
    /// <remarks>Work that is ready when the body ends is still run; timers that are armed then stay armed.</remarks>
    /// <exception cref="StalledRunException">Nothing is ready and no timer is armed, or <see cref="TurnLimit"/> is exceeded.</exception>
    /// <exception cref="SchedulerLeakException">Work left the scheduler.</exception>
    public T Run<T>(Func<Task<T>> body)
    {
        Task<T> task = Scheduler.Start(body);
        Scheduler.RunUntilIdle();
        for (int turn = 0; !task.IsCompleted; turn++)
        {
            if (turn == TurnLimit)
            {
                throw Stalled($"{TurnLimit} timers fired and the body still waits");
            }

            FireNextTimer();
            Scheduler.RunUntilIdle();
        }

        return DeterministicScheduler.ResultOf(task);
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);

        Run(async () =>
        {
            await body();
            return true;
        });
    }

    /// <summary>Moves the clock forward between bodies; all work settles before, after each timer, and at the end.</summary>
    /// <exception cref="SchedulerLeakException">Work left the scheduler.</exception>
    public void Advance(TimeSpan by)
    {
        Scheduler.RunUntilIdle();
        Scheduler.Deliver(() => Time.Advance(by, Scheduler.RunUntilIdle));
    }

    private void FireNextTimer()
    {
        bool fired = false;
        Scheduler.Deliver(() => fired = Time.AdvanceToNextTimer());
        if (!fired)
        {
            throw Stalled("Nothing is ready and no timer is armed: the body waits for something outside the run, or for ever");
        }
    }

    private StalledRunException Stalled(string reason) => new(
        $"{reason} (virtual time {Time.Elapsed}, work items {Scheduler.WorkItemCount}, seed {Scheduler.Seed?.ToString(CultureInfo.InvariantCulture) ?? "none"}).");
}
