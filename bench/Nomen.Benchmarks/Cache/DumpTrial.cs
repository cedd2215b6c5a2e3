using System.Diagnostics;
using System.Globalization;
using Nomen.Client.Caching;

namespace Nomen.Benchmarks.Cache;

/// <summary>What it costs to save 500,000 addresses to a file and to load them: processor time, which does not depend on neighbours much, and octets.</summary>
internal static class DumpTrial
{
    private const int Names = 500_000;
    private const int Turns = 5;
    private const long MaxBytes = 256 << 20;

    public static async Task RunAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("nomen-dump-");
        try
        {
            string file = Path.Combine(directory.FullName, "cache.dump");
            await using CacheTransport full = await LatencyTrial.FilledAsync(Names, MaxBytes);
            TimeSpan save = await FastestAsync(async () => await full.SaveAsync(file));
            TimeSpan load = await FastestAsync(async () =>
            {
                await using CacheTransport empty = new(new AddressUpstream(), new CacheTransportOptions { MaxBytes = MaxBytes });
                await empty.LoadAsync(file);
            });
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Names} answers, {new FileInfo(file).Length} octets: {save.TotalSeconds:F2} s of CPU to save, {load.TotalSeconds:F2} s to load"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> FastestAsync(Func<Task> work)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            self.Refresh();
            TimeSpan before = self.TotalProcessorTime;
            await work();
            self.Refresh();
            TimeSpan taken = self.TotalProcessorTime - before;
            fastest = taken < fastest ? taken : fastest;
        }

        return fastest;
    }
}
