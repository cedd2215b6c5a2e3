using Nomen.Dns.Errors;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Bench;

/// <summary>Latencies and outcomes of one target. Thread-safe while it is filled.</summary>
internal sealed class BenchSamples
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _times = [];
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Queries asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Queries answered with NOERROR or NXDOMAIN.</summary>
    public int Good => _times.Count;

    /// <summary>What went wrong otherwise, and how often: response codes and failures.</summary>
    public IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>The first good query's time, connecting included; null when there was none.</summary>
    public TimeSpan? First { get; private set; }

    public void Add(TimeSpan elapsed, Rcode rcode)
    {
        lock (_lock)
        {
            Asked++;
            if (rcode is not (Rcode.NoError or Rcode.NxDomain))
            {
                Count(rcode.ToString().ToUpperInvariant());
                return;
            }

            First ??= elapsed;
            _times.Add(elapsed);
        }
    }

    public void Add(TransportError error)
    {
        lock (_lock)
        {
            Asked++;
            Count(error.Failure.ToString());
        }
    }

    /// <summary>The time that so much of the good queries did not exceed (nearest rank); null when there was none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan? Percentile(double share)
    {
        if (_times.Count == 0)
        {
            return null;
        }

        List<TimeSpan> sorted = [.. _times.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }

    private void Count(string what) => _failures[what] = _failures.GetValueOrDefault(what) + 1;
}
