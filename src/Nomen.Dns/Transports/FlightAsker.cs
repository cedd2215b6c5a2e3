namespace Nomen.Dns.Transports;

/// <summary>One asker's own wait: it can leave, or be given a result or an exception of its own, without regard to the others.</summary>
/// <remarks>Its links in the flight's list are guarded by the lock of the <see cref="SharedFlight{TKey, TResult}"/>.</remarks>
internal sealed class FlightAsker<TKey, TResult>(Flight<TKey, TResult> flight) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    where TKey : notnull
{
    public Flight<TKey, TResult> Flight { get; } = flight;

    /// <summary>Whether it is in the flight's list.</summary>
    public bool IsWaiting { get; set; }

    public FlightAsker<TKey, TResult>? Previous { get; set; }

    public FlightAsker<TKey, TResult>? Next { get; set; }
}
