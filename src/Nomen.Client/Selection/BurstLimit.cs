using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>A rate limit: so many requests in any interval of that length, wherever it begins, and not one more.</summary>
public sealed record BurstLimit
{
    /// <summary>Makes a limit.</summary>
    /// <param name="requests">Requests; 1 to 100,000. Each costs 8 octets of memory.</param>
    /// <param name="interval">Length of the interval; 1 ms to 1 hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public BurstLimit(int requests, TimeSpan interval)
    {
        Requests = Limit.InRange(requests, 1, 100_000, nameof(requests));
        Interval = Limit.InRange(interval, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(interval));
    }

    /// <summary>Requests in an interval.</summary>
    public int Requests { get; }

    /// <summary>Length of the interval.</summary>
    public TimeSpan Interval { get; }
}
