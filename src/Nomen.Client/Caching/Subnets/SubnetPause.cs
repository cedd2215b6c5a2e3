namespace Nomen.Client.Caching.Subnets;

/// <summary>Ends the sending of subnets for a while when the upstream refuses one after the other: then it is the upstream that refuses, not some servers behind it. Thread-safe.</summary>
internal sealed class SubnetPause(TimeProvider clock, TimeSpan length)
{
    /// <summary>Refusals in a row, with no answer between, that mean the upstream; a few servers behind it that refuse seldom come in a row.</summary>
    public const int RefusalsInARow = 8;

    private int _refusals;
    private long _since;

    /// <summary>Whether nothing is sent now.</summary>
    public bool IsOn => Volatile.Read(ref _refusals) >= RefusalsInARow && clock.GetElapsedTime(Volatile.Read(ref _since)) < length;

    /// <summary>A subnet was refused.</summary>
    public void CountRefusal()
    {
        Volatile.Write(ref _since, clock.GetTimestamp());
        Interlocked.Increment(ref _refusals);
    }

    /// <summary>A subnet was taken.</summary>
    public void Reset() => Volatile.Write(ref _refusals, 0);
}
