using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching;

/// <summary>What a cache says that it takes is what it takes. Alone in the process, for the heap is everybody's.</summary>
[CollectionDefinition(nameof(CacheMemoryTests), DisableParallelization = true)]
[Collection(nameof(CacheMemoryTests))]
public sealed class CacheMemoryTests
{
    [Fact]
    public void Memory_accounted_is_the_growth_of_the_heap_within_a_tenth()
    {
        CacheStore store = new(32 << 20, seed: 42, TimeProvider.System, keepExpired: TimeSpan.Zero);
        Fill(store, 0, 1000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long accounted = store.Bytes;

        Fill(store, 1000, 100_000);

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, 0.9 * (store.Bytes - accounted), 1.1 * (store.Bytes - accounted));
        Assert.Equal(101_000, store.Count);
    }

    private static void Fill(CacheStore store, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            string name = $"n{i}.example";
            DnsMessage message = CacheUpstream.Reply(CacheWorld.Request(name), answers: $"{name}. 300 IN A 192.0.2.1").Message;
            CacheEntryFields fields = new() { Stored = 0, Lifetime = 300, Variant = new CacheVariant(DnsFlags.RD, dnssecOk: false), Kind = CacheEntryKind.Answer, Code = 0 };
            Assert.True(CacheEntryBuilder.TryBuild(message, DnsType.A, new TtlLimits(86_400, 3600, IsDenial: false), fields, 4096, out CacheEntry entry));
            store.Put(entry, 0);
        }
    }
}
