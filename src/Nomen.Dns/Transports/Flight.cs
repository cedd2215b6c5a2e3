namespace Nomen.Dns.Transports;

/// <summary>One operation in flight, which is the source of its token, and the askers that wait for it.</summary>
/// <remarks>
/// The lock of its <see cref="SharedFlight{TKey, TResult}"/> guards everything but cancelling, which runs callbacks and so never
/// happens under that lock. Never disposed: a source without timer or wait handle holds nothing, and the last asker may cancel it while it ends.
/// </remarks>
internal sealed class Flight<TKey, TResult>(TKey key, SharedFlight<TKey, TResult> owner) : CancellationTokenSource
    where TKey : notnull
{
    private FlightAsker<TKey, TResult>? _first;

    public TKey Key { get; } = key;

    public SharedFlight<TKey, TResult> Owner { get; } = owner;

    /// <summary>Whether it goes on when nobody waits (prefetch, refresh of stale data).</summary>
    public bool IsDetached { get; set; }

    public bool HasAskers => _first is not null;

    public FlightAsker<TKey, TResult> AddUnderLock()
    {
        FlightAsker<TKey, TResult> asker = new(this) { Next = _first, IsWaiting = true };
        _first?.Previous = asker;
        _first = asker;
        return asker;
    }

    /// <summary>Takes one asker out, in constant time; false when it waits no more.</summary>
    public bool TryRemoveUnderLock(FlightAsker<TKey, TResult> asker)
    {
        if (!asker.IsWaiting)
        {
            return false;
        }

        asker.IsWaiting = false;
        asker.Next?.Previous = asker.Previous;
        if (asker.Previous is null)
        {
            _first = asker.Next;
        }
        else
        {
            asker.Previous.Next = asker.Next;
        }

        return true;
    }

    /// <summary>Takes all askers, in the order in which they came, to be completed outside the lock.</summary>
    public List<FlightAsker<TKey, TResult>> TakeAllUnderLock()
    {
        List<FlightAsker<TKey, TResult>> askers = [];
        for (FlightAsker<TKey, TResult>? asker = _first; asker is not null; asker = asker.Next)
        {
            asker.IsWaiting = false;
            askers.Add(asker);
        }

        _first = null;
        askers.Reverse();
        return askers;
    }
}
