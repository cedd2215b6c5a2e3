namespace Nomen.Client.Caching.Portable;

/// <summary>One moment on both clocks: the monotonic one, whose timestamps mean nothing to another process, and UTC, in milliseconds of Unix time.</summary>
/// <param name="Now">Timestamp.</param>
/// <param name="Frequency">Timestamps per second.</param>
/// <param name="UtcNow">Milliseconds since 1970.</param>
internal readonly record struct PortableClock(long Now, long Frequency, long UtcNow)
{
    private const int PerSecond = 1000;

    /// <summary>This moment.</summary>
    public static PortableClock Read(TimeProvider clock) =>
        new(clock.GetTimestamp(), clock.TimestampFrequency, clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The UTC time of a timestamp; one in the future is now.</summary>
    public long ToUtc(long timestamp)
    {
        long elapsed = Math.Max(0, Now - timestamp);
        return Math.Max(0, UtcNow - (elapsed / Frequency * PerSecond) - (elapsed % Frequency * PerSecond / Frequency));
    }

    /// <summary>The timestamp of a UTC time; one in the future is now.</summary>
    /// <param name="utc">At most <see cref="uint.MaxValue"/> seconds ago.</param>
    public long ToTimestamp(long utc)
    {
        long age = Math.Max(0, UtcNow - utc);
        return Now - (age / PerSecond * Frequency) - (age % PerSecond * Frequency / PerSecond);
    }

    /// <summary>Whether something that is fresh for a time from then on is past it.</summary>
    public bool IsPast(long utc, uint lifetime) => UtcNow - utc >= lifetime * (long)PerSecond;
}
