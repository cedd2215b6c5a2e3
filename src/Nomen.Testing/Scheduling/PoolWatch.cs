using System.Diagnostics;
using System.Diagnostics.Tracing;

namespace Nomen.Testing.Scheduling;

/// <summary>Tells the scheduler that runs on a thread when that thread queues work to the thread pool.</summary>
/// <remarks>
/// The runtime raises its enqueue event on the thread that enqueues, before the work can run, which makes this exact:
/// no leak is missed because the pool was quick, and other threads of the process do not disturb. One for the process.
/// </remarks>
internal sealed class PoolWatch : EventListener
{
    /// <summary>ThreadPool and ThreadTransfer of the runtime's framework event source.</summary>
    private const EventKeywords EnqueueKeywords = (EventKeywords)0x12;

    /// <summary>A pool worker notices a new listener when it next starts a batch; a few items always reach such a worker.</summary>
    private const int PrimingAttempts = 1_000;

    private static readonly Lazy<PoolWatch> Instance = new(() => new PoolWatch());

    [ThreadStatic]
    private static Action<string>? s_onEnqueue;

    /// <summary>Starts the watch, if this is the first scheduler of the process, and proves that it sees something.</summary>
    /// <exception cref="InvalidOperationException">The process runs without event sources, so that leaks could not be seen.</exception>
    internal static void EnsureStarted()
    {
        if (!Instance.Value.IsPrimed)
        {
            throw new InvalidOperationException("The thread pool cannot be watched: set EventSourceSupport to true in the project.");
        }
    }

    /// <summary>Reports what the current thread enqueues from now on; null ends it.</summary>
    /// <returns>What was set before.</returns>
    internal static Action<string>? ReportTo(Action<string>? onEnqueue)
    {
        Action<string>? previous = s_onEnqueue;
        s_onEnqueue = onEnqueue;
        return previous;
    }

    private PoolWatch() => IsPrimed = Prime();

    private bool IsPrimed { get; }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (string.Equals(eventSource.Name, "System.Diagnostics.Eventing.FrameworkEventSource", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Verbose, EnqueueKeywords);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (s_onEnqueue is { } report && string.Equals(eventData.EventName, "ThreadPoolEnqueueWork", StringComparison.Ordinal))
        {
            report(new StackTrace(1, fNeedFileInfo: true).ToString());
        }
    }

    private static bool Prime()
    {
        bool seen = false;
        Action<string>? previous = ReportTo(_ => seen = true);
        try
        {
            for (int attempt = 0; attempt < PrimingAttempts && !seen; attempt++)
            {
                using var ran = new ManualResetEventSlim();
                ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Set(), ran, preferLocal: false);
                ran.Wait();
            }
        }
        finally
        {
            ReportTo(previous);
        }

        return seen;
    }
}
