using System.Diagnostics.Metrics;
using Nomen.Client.Caching;
using Nomen.Client.Telemetry;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Hosting.Caching;
using Nomen.Hosting.Tests.Redis;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>What a second level did is counted under the names that the guide tells.</summary>
public sealed class SecondLevelMetricsTests
{
    [Fact]
    public void Look_ups_and_writes_are_counted_by_result()
    {
        Dictionary<string, long> counted = [];
        using MeterListener listener = Listen(counted);
        LevelWorld world = new(new DistributedCacheLevelOptions { FailuresToOpen = 1 });

        Ask(world);
        Ask(world);
        world.Store.Values["nomen:1:4:A:www.example."] = [1, 2, 3];
        Ask(world);
        world.Store.Failure = new IOException("down");
        Ask(world);
        Ask(world);

        // Other tests run beside this one and count too.
        foreach (string name in new[] { " hit", " miss", " rejected", " failed", " skipped", " queued", " dropped", ".write written", ".write dropped" })
        {
            Assert.True(counted.GetValueOrDefault("nomen.cache.second_level" + name) >= 1, name);
        }
    }

    /// <summary>One question by an instance of its own.</summary>
    private static void Ask(LevelWorld world)
    {
        CacheTransport cache = new(new CountingUpstream(), new CacheTransportOptions { SecondLevel = world.Level }, world.Run.Services);
        world.Run.Run(async () => await cache.SendAsync(DnsRequest.Query("www.example", DnsType.A)));
        world.Run.Scheduler.RunUntilIdle();
    }

    private static MeterListener Listen(Dictionary<string, long> counted)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == NomenTelemetry.Name && instrument.Name.StartsWith("nomen.cache.second_level", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
            {
                string key = $"{instrument.Name} {tags[0].Value}";
                counted[key] = counted.GetValueOrDefault(key) + value;
            }
        });
        listener.Start();
        return listener;
    }
}
