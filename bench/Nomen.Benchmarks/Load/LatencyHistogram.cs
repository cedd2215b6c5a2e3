using System.Diagnostics;
using System.Numerics;

namespace Nomen.Benchmarks.Load;

/// <summary>Counts of latencies in buckets that grow with the latency: 64 to each doubling, so that a percentile is right to 1.6 %. Threads add without locks.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits + 1) * SubCount];

    /// <summary>Counts one latency, in ticks of <see cref="Stopwatch"/>.</summary>
    public void Add(long ticks) => Interlocked.Increment(ref _counts[IndexOf(Math.Max(0, ticks))]);

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>Latency that a share of all stay below, in milliseconds; NaN without any.</summary>
    public double Percentile(double share)
    {
        long total = _counts.Sum();
        if (total == 0)
        {
            return double.NaN;
        }

        long wanted = (long)Math.Ceiling(total * share);
        int index = 0;
        for (long seen = _counts[0]; seen < wanted; seen += _counts[index])
        {
            index++;
        }

        return UpperBoundOf(index) * 1000.0 / Stopwatch.Frequency;
    }

    private static int IndexOf(long value)
    {
        if (value < SubCount)
        {
            return (int)value;
        }

        int shift = BitOperations.Log2((ulong)value) - SubBits;
        return ((shift + 1) * SubCount) + (int)(value >> shift) - SubCount;
    }

    private static double UpperBoundOf(int index)
    {
        int shift = (index / SubCount) - 1;
        return shift < 0 ? index : (double)((index % SubCount) + SubCount + 1) * (1L << shift);
    }
}
