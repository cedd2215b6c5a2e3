namespace Nomen.Client.Streams;

/// <summary>Waiting for the end of a hold-off.</summary>
internal static class HoldOffWait
{
    /// <summary>Waits until a timestamp, or until either token is cancelled, which is for the caller to look at.</summary>
    public static async ValueTask UntilAsync(this TimeProvider time, long timestamp, CancellationToken cancellationToken, CancellationToken ending)
    {
        // Up to the next millisecond: the system's timers count those, and one that fires too early would find the hold-off still on.
        TimeSpan left = TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(time.GetTimestamp(), timestamp).TotalMilliseconds));
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
        try
        {
            await Task.Delay(left, time, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller sees from its tokens what to do.
        }
    }
}
