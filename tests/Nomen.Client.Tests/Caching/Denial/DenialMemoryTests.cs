using Nomen.Client.Caching;
using Nomen.Client.Caching.Denial;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>What proofs are said to take is what they take. Alone in the process, for the heap is everybody's.</summary>
[Collection(nameof(CacheMemoryTests))]
public sealed class DenialMemoryTests
{
    [Fact]
    public void Memory_accounted_is_the_growth_of_the_heap_within_a_tenth()
    {
        DenialStore store = new(new AggressiveNsecOptions { MaxBytes = 256 << 20 }, frequency: 1);
        Proofs.Fill(store, 0, 100);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long accounted = store.Bytes;

        Proofs.Fill(store, 100, 60_000);

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, 0.9 * (store.Bytes - accounted), 1.1 * (store.Bytes - accounted));
    }
}
