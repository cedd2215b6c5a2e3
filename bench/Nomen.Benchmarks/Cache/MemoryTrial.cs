using System.Diagnostics;
using System.Globalization;
using Nomen.Client.Caching;

namespace Nomen.Benchmarks.Cache;

/// <summary>Octets by which the process grows for each cached address, after a fill and after every entry was replaced once.</summary>
internal static class MemoryTrial
{
    private const int Names = 500_000;

    public static async Task RunAsync()
    {
        // Everything is compiled and warm before the first reading.
        await using (await LatencyTrial.FilledAsync(1_000, maxBytes: 1 << 20))
        {
            GC.Collect();
        }

        OffsetClock clock = new();
        long resident = Resident();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        await using CacheTransport cache = await LatencyTrial.FilledAsync(Names, maxBytes: 80 << 20, clock);
        Report("after fill", cache, resident, heap);

        // A day and more later every entry is past its lifetime, and is asked for again in place.
        clock.Offset = TimeSpan.FromDays(2);
        for (int i = 0; i < Names; i++)
        {
            await cache.SendAsync(QueryStream.Request(i));
        }

        Report("after replacing", cache, resident, heap);
    }

    private static void Report(string when, CacheTransport cache, long resident, long heap)
    {
        long grown = Resident() - resident;
        long live = GC.GetTotalMemory(forceFullCollection: true) - heap;
        CacheStatistics figures = cache.Statistics;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{when,-16} {figures.Entries} entries: process {(double)grown / figures.Entries:F0} B, collected heap {(double)live / figures.Entries:F0} B, accounted {(double)figures.Bytes / figures.Entries:F0} B each"));
    }

    private static long Resident()
    {
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
