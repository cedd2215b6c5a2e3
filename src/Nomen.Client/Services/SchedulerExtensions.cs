namespace Nomen.Client.Services;

/// <summary>Starting work on the services' scheduler, without the caller's contexts.</summary>
internal static class SchedulerExtensions
{
    /// <summary>Queues a short piece of work. On the thread pool it goes behind what a thread has queued for itself, so that it sees its effects.</summary>
    public static void Post(this TaskScheduler scheduler, IThreadPoolWorkItem work)
    {
        if (scheduler == TaskScheduler.Default)
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
        else
        {
            _ = Start(scheduler, static state => { ((IThreadPoolWorkItem)state).Execute(); return Task.CompletedTask; }, work);
        }
    }

    /// <summary>Starts a background loop, which handles its own errors.</summary>
    public static Task Start(this TaskScheduler scheduler, Func<object, Task> body, object state)
    {
        // The loop outlives the call that started it: it must not keep that call's async-locals.
        bool flows = !ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl control = flows ? ExecutionContext.SuppressFlow() : default;
        try
        {
            return Task.Factory.StartNew(body!, state, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
        }
        finally
        {
            if (flows)
            {
                control.Undo();
            }
        }
    }
}
