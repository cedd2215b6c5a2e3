using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nomen.Testing.Scheduling;

/// <summary>Runs a whole resolver on one thread, in an order that a seed repeats, and fails when any work gets away.</summary>
/// <remarks>
/// A task scheduler with a queue that is served only by <see cref="RunUntilIdle"/> on the thread that created it, its owner:
/// when the queue is empty, everything has settled. Plain <c>await</c> brings continuations back to it. Two watchers make
/// that claim true: work queued here by another thread, and work that the owner hands to the thread pool, are leaks, recorded
/// with their stacks and thrown as <see cref="SchedulerLeakException"/>. A caller's synchronization context is cleared inside.
/// </remarks>
public sealed class DeterministicScheduler : TaskScheduler
{
    /// <summary>Leaks kept for the message; one is enough to fail, a few show the pattern.</summary>
    private const int MaxLeaksKept = 8;

    private readonly Thread _owner = Thread.CurrentThread;
    private readonly Lock _leakLock = new();
    private readonly List<string> _leaks = [];
    private readonly ReadyQueue _ready;
    private readonly Action<string> _onPoolEnqueue;
    private bool _inside;
    private bool _executing;

    /// <summary>Creates a scheduler owned by the current thread.</summary>
    /// <param name="seed">Null serves ready work first in, first out; a value shuffles it, the same way for the same seed.</param>
    /// <exception cref="InvalidOperationException">The process was built without event sources, so that leaks could not be seen.</exception>
    public DeterministicScheduler(int? seed = null)
    {
        PoolWatch.EnsureStarted();
        Seed = seed;
        _ready = new ReadyQueue(seed);
        _onPoolEnqueue = stack => AddLeak("Queued to the thread pool, at\n" + stack);
    }

    /// <summary>The seed of the order; null for first in, first out.</summary>
    public int? Seed { get; }

    /// <summary>Work items that one <see cref="RunUntilIdle"/> may run before it counts as going round for ever. Default 1,000,000; at least 1.</summary>
    public int WorkItemLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1_000_000;

    /// <summary>Work items taken from the queue so far.</summary>
    public long WorkItemCount { get; private set; }

    /// <summary>Work items that wait to be run.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>What left the scheduler so far, each with its stack; at most the first 8.</summary>
    public IReadOnlyList<string> Leaks
    {
        get
        {
            lock (_leakLock)
            {
                return [.. _leaks];
            }
        }
    }

    /// <summary>One: there is one thread.</summary>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts an asynchronous body as a work item; nothing runs before <see cref="RunUntilIdle"/>.</summary>
    /// <returns>The body's task.</returns>
    public Task<T> Start<T>(Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);

        // Wrapped in an async method: unwrapping a body that returns a raw completion source would leave the scheduler.
        return Task.Factory.StartNew(async () => await body(), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    /// <inheritdoc cref="Start{T}"/>
    public Task Start(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);

        return Start(async () =>
        {
            await body();
            return true;
        });
    }

    /// <summary>Runs an asynchronous body and all work it causes until nothing is ready, and returns its result.</summary>
    /// <exception cref="StalledRunException">The body waits for something that is not ready work: a timer, a reply.</exception>
    /// <exception cref="SchedulerLeakException">Work left the scheduler.</exception>
    public T Run<T>(Func<Task<T>> body)
    {
        Task<T> task = Start(body);
        RunUntilIdle();
        return task.IsCompleted
            ? ResultOf(task)
            : throw new StalledRunException($"The body waits, and nothing is ready after {WorkItemCount} work items.");
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

    /// <summary>Runs ready work, and the work that it makes ready, until there is none.</summary>
    /// <exception cref="SchedulerLeakException">Work left the scheduler, now or earlier.</exception>
    /// <exception cref="StalledRunException">More than <see cref="WorkItemLimit"/> items ran, and more are ready.</exception>
    /// <exception cref="InvalidOperationException">Called from another thread than the owner, or from a work item.</exception>
    public void RunUntilIdle() => Inside(() =>
    {
        for (int ran = 0; _ready.TryTake(out Task? task); ran++)
        {
            if (ran == WorkItemLimit)
            {
                throw new StalledRunException($"{WorkItemLimit} work items ran without the queue becoming empty (seed {Seed?.ToString(CultureInfo.InvariantCulture) ?? "none"}).");
            }

            WorkItemCount++;
            Execute(task!);
            ThrowIfLeaked();
        }
    });

    /// <summary>Runs an action as an event from outside, such as a reply that arrives or a timer that fires, under the same watch.</summary>
    /// <remarks>
    /// <see cref="TaskScheduler.Current"/> is the default one inside, as it is for the callbacks of a socket or a timer: what
    /// the action completes comes back to this scheduler, what it starts must name its scheduler or it is a leak. The action
    /// may call <see cref="RunUntilIdle"/>, between the timers of one advance for example.
    /// </remarks>
    /// <exception cref="SchedulerLeakException">Work left the scheduler, now or earlier.</exception>
    /// <exception cref="InvalidOperationException">Called from another thread than the owner, or from a work item.</exception>
    public void Deliver(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);

        Inside(action);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (Thread.CurrentThread == _owner)
        {
            _ready.Add(task);
        }
        else
        {
            // Throwing here would tear down a foreign thread, often the whole process; the owner throws instead. The task is dropped.
            AddLeak($"Queued by thread {Environment.CurrentManagedThreadId}, which does not own the scheduler, at\n{Environment.StackTrace}");
        }
    }

    /// <summary>Inlines on the owner, inside a run, and nowhere else.</summary>
    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        Thread.CurrentThread == _owner && _inside && Execute(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. _ready.Items];

    [SuppressMessage("Usage", "VSTHRD002", Justification = "Nothing blocks: the task is complete.")]
    internal static T ResultOf<T>(Task<T> completed) => completed.GetAwaiter().GetResult();

    private bool Execute(Task task)
    {
        bool nested = _executing;
        _executing = true;
        bool executed = TryExecuteTask(task);
        _executing = nested;
        return executed;
    }

    private void Inside(Action action)
    {
        ThrowUnlessOwnerOutsideWork();
        ThrowIfLeaked();

        SynchronizationContext? callersContext = SynchronizationContext.Current;
        Action<string>? callersReport = PoolWatch.ReportTo(_onPoolEnqueue);
        bool nested = _inside;
        _inside = true;
        try
        {
            SynchronizationContext.SetSynchronizationContext(null);
            action();
        }
        finally
        {
            _inside = nested;
            PoolWatch.ReportTo(callersReport);
            SynchronizationContext.SetSynchronizationContext(callersContext);
        }

        ThrowIfLeaked();
    }

    private void ThrowUnlessOwnerOutsideWork()
    {
        if (Thread.CurrentThread != _owner)
        {
            throw new InvalidOperationException("Only the thread that created the scheduler may run it.");
        }

        if (_executing)
        {
            throw new InvalidOperationException("The scheduler is running a work item, which may not run the scheduler.");
        }
    }

    private void AddLeak(string leak)
    {
        lock (_leakLock)
        {
            if (_leaks.Count < MaxLeaksKept)
            {
                _leaks.Add(leak);
            }
        }
    }

    private void ThrowIfLeaked()
    {
        IReadOnlyList<string> leaks = Leaks;
        if (leaks.Count > 0)
        {
            throw new SchedulerLeakException(leaks);
        }
    }
}
