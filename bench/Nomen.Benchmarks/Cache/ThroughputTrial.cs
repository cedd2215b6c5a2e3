using System.Diagnostics;
using System.Globalization;
using Nomen.Client.Caching;

namespace Nomen.Benchmarks.Cache;

/// <summary>Hits per second of one thread and of two on one cache, taken in turns; the best turn of each is compared, since a neighbour only takes away.</summary>
internal static class ThroughputTrial
{
    private const int Names = 100_000;
    private const int Queries = 1_000_000;

    public static async Task RunAsync(int turns)
    {
        await using CacheTransport cache = await LatencyTrial.FilledAsync(Names);
        QueryStream[] streams = [Stream(1), Stream(2)];
        Measure(cache, streams[..1]);
        Measure(cache, streams);

        double one = 0;
        double two = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            one = Math.Max(one, Measure(cache, streams[..1]));
            two = Math.Max(two, Measure(cache, streams));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"one thread {one / 1e6:F2} million hits/s, two threads {two / 1e6:F2}: {two / one:F2} times"));
    }

    private static QueryStream Stream(int seed) => new(Queries, new ZipfSequence(Names, seed).Next);

    /// <summary>Hits per second of as many threads as there are streams.</summary>
    private static double Measure(CacheTransport cache, QueryStream[] streams)
    {
        int answered = 0;
        using Barrier start = new(streams.Length + 1);
        Thread[] threads = [.. streams.Select(stream => new Thread(() =>
        {
            start.SignalAndWait();
            Interlocked.Add(ref answered, stream.Answer(cache, Queries));
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        start.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return answered == streams.Length * Queries
            ? answered / seconds
            : throw new InvalidOperationException($"Only {answered} of {streams.Length * Queries} queries were answered.");
    }
}
