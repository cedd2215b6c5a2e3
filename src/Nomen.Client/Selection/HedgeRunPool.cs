using System.Collections.Concurrent;

namespace Nomen.Client.Selection;

/// <summary>Runs that wait for their next request. Thread-safe.</summary>
internal sealed class HedgeRunPool(HedgingEngine engine)
{
    /// <summary>As many as requests are usually under way; more are left to the garbage collector.</summary>
    private const int MaxPooled = 256;

    private readonly ConcurrentQueue<HedgeRun> _runs = new();
    private HedgeRun? _last;
    private int _count;

    /// <summary>A run that nobody else has.</summary>
    public HedgeRun Rent()
    {
        if (Interlocked.Exchange(ref _last, null) is { } last)
        {
            return last;
        }

        if (_runs.TryDequeue(out HedgeRun? run))
        {
            Interlocked.Decrement(ref _count);
            return run;
        }

        return new HedgeRun(engine);
    }

    /// <summary>Takes a run back.</summary>
    public void Return(HedgeRun run)
    {
        if (Interlocked.CompareExchange(ref _last, run, null) is null)
        {
            return;
        }

        if (Interlocked.Increment(ref _count) <= MaxPooled)
        {
            _runs.Enqueue(run);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
