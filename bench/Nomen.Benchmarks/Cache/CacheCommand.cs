using System.Globalization;

namespace Nomen.Benchmarks.Cache;

/// <summary>The command <c>cache</c>: latency, throughput, memory, hit ratio and dumps of the message cache.</summary>
internal static class CacheCommand
{
    private const string Usage =
        """
        cache latency [TURNS]            nanoseconds and octets of a hit (default 400 turns)
        cache threads [TURNS]            hits per second of one thread and of two (default 20 turns)
        cache denial [TURNS]             the same of an answer made from proofs (default 100 turns)
        cache memory                     octets of the process per cached address, 500,000 of them
        cache ratio [QUERIES] [OCTETS]   hit ratio against plain LRU (default 10,000,000 queries, room for 50,000 entries)
        cache dump                       processor time to save 500,000 addresses to a file, and to load them
        """;

    /// <summary>Octets in which 50,000 small answers fit, and no more.</summary>
    private const long RoomForFiftyThousand = 6_060_000;

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["latency", .. string[] rest]:
                await LatencyTrial.RunAsync((int)Number(rest, 0, 400));
                return 0;
            case ["threads", .. string[] rest]:
                await ThroughputTrial.RunAsync((int)Number(rest, 0, 20));
                return 0;
            case ["denial", .. string[] rest]:
                await DenialTrial.RunAsync((int)Number(rest, 0, 100));
                return 0;
            case ["memory"]:
                await MemoryTrial.RunAsync();
                return 0;
            case ["dump"]:
                await DumpTrial.RunAsync();
                return 0;
            case ["ratio", .. string[] rest]:
                await HitRatioTrial.RunAsync((int)Number(rest, 0, 10_000_000), Number(rest, 1, RoomForFiftyThousand));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static long Number(string[] args, int index, long otherwise) =>
        args.Length > index ? long.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
}
