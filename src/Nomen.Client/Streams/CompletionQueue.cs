using System.Collections.Concurrent;
using Nomen.Client.Services;

namespace Nomen.Client.Streams;

/// <summary>Requests that have ended and whose callers are to go on, on the services' scheduler: never on the read loop, a timer or somebody else's cancellation.</summary>
/// <remarks>
/// One work item serves all replies of a read, which saves waking threads for each. While it runs a caller's code and more
/// wait, another work item is always queued: code that blocks holds up nobody but itself, even when it waits for one behind it.
/// </remarks>
internal sealed class CompletionQueue(TaskScheduler scheduler) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<SingleExchange> _ended = new();
    private bool _isQueued;

    /// <summary>Adds a request that has its outcome; <see cref="Run"/> lets its caller go on.</summary>
    public void Add(SingleExchange exchange) => _ended.Enqueue(exchange);

    /// <summary>Lets the callers go on.</summary>
    public void Run()
    {
        if (!_ended.IsEmpty && !Interlocked.Exchange(ref _isQueued, true))
        {
            scheduler.Post(this);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isQueued, false);
        while (_ended.TryDequeue(out SingleExchange? exchange))
        {
            Run();
            exchange.Complete();
        }
    }
}
