using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Caching;

/// <summary>The memory of a cache: its bound, its order of eviction, readers beside writers.</summary>
public sealed class CacheStoreTests
{
    private const int Limit = 256 << 10;

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.MaxBytes))]
    public async Task MaxBytes_bounds_a_flood_of_random_names()
    {
        await using CacheTransport cache = new(new CacheUpstream(), new CacheTransportOptions { MaxBytes = Limit });

        for (int i = 0; i < 20_000; i++)
        {
            await cache.SendAsync(CacheWorld.Request($"random{i}.example"));
            Assert.True(cache.Statistics.Bytes <= Limit);
        }

        CacheStatistics figures = cache.Statistics;
        Assert.InRange(figures.Entries, 1000, 2500);
        Assert.Equal(20_000, figures.Entries + figures.Evictions);
    }

    [Fact]
    public void A_scan_of_one_time_names_does_not_flush_what_is_used()
    {
        CacheStore store = NewStore(Limit);
        Fill(store, 0, 500);
        for (int i = 0; i < 500; i++)
        {
            Assert.True(Holds(store, i));
        }

        Fill(store, 100_000, 20_000);

        Assert.InRange(Enumerable.Range(0, 500).Count(i => Holds(store, i)), 450, 500);
    }

    [Fact]
    public void Who_is_asked_for_again_soon_after_it_was_thrown_out_stays()
    {
        CacheStore store = NewStore(Limit);
        Fill(store, 0, 3000);
        HashSet<DomainName> held = [.. store.Snapshot().Select(entry => entry.Name)];
        int lost = Enumerable.Range(0, 3000).Last(i => !held.Contains(DomainName.Parse(NameOf(i))));
        Fill(store, lost, 1);

        Fill(store, 100_000, 1500);

        Assert.True(Holds(store, lost));
    }

    [Fact]
    public void An_entry_takes_the_place_of_the_one_with_its_key()
    {
        CacheStore store = NewStore(Limit);
        Fill(store, 0, 1);
        long bytes = store.Bytes;

        Fill(store, 0, 1);

        Assert.Equal((1, bytes, 0), (store.Count, store.Bytes, store.Evictions));
    }

    [Fact]
    public void Nothing_is_lost_while_there_is_room()
    {
        CacheStore store = NewStore(16 << 20);

        Fill(store, 0, 50_000);

        Assert.All(Enumerable.Range(0, 50_000), i => Assert.True(Holds(store, i)));
        Assert.Equal(0, store.Evictions);
    }

    [Fact]
    public void All_variants_of_one_question_are_found_and_kept_apart()
    {
        CacheStore store = NewStore(Limit);
        for (byte bits = 0; bits < 16; bits++)
        {
            if ((bits & 3) != 3)
            {
                store.Put(Entry(7, new CacheVariant(bits)), 0);
            }
        }

        Assert.Equal(12, store.Count);
        Assert.All(store.Snapshot(), entry => Assert.Equal(entry.Octets, Find(store, 7, entry.Variant).Fresh));
    }

    [Fact]
    public async Task Readers_beside_writers_see_whole_entries_of_the_name_they_ask_for()
    {
        CacheStore store = NewStore(Limit);
        Fill(store, 0, 1000);
        TaskFactory threads = new(TaskCreationOptions.LongRunning, TaskContinuationOptions.None);

        Task[] writers = [.. Enumerable.Range(0, 2).Select(n => threads.StartNew(() => Fill(store, n * 500, 20_000), default, default, TaskScheduler.Default))];
        Task<int>[] readers = [.. Enumerable.Range(0, 2).Select(_ => threads.StartNew(() => CountWrong(store), default, default, TaskScheduler.Default))];
        await Task.WhenAll([.. writers, .. readers]);

        foreach (Task<int> reader in readers)
        {
            Assert.Equal(0, await reader);
        }

        Assert.True(store.Bytes <= Limit);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(-3, 0)]
    [InlineData(2.9, 2)]
    public void An_age_is_whole_seconds_and_never_negative(double seconds, uint age) =>
        Assert.Equal(age, Entry(0).AgeAt((long)(seconds * _clock.TimestampFrequency), _clock.TimestampFrequency));

    private static string NameOf(int i) => $"n{i}.example";

    private static CacheEntry Entry(int i, CacheVariant? variant = null)
    {
        DnsMessage message = CacheUpstream.Reply(CacheWorld.Request(NameOf(i)), answers: $"{NameOf(i)}. 300 IN A 192.0.2.1").Message;
        CacheEntryFields fields = new() { Stored = 0, Lifetime = 300, Variant = variant ?? new CacheVariant(DnsFlags.RD, dnssecOk: false), Kind = CacheEntryKind.Answer, Code = 0 };
        CacheEntryBuilder.TryBuild(message, DnsType.A, new TtlLimits(86_400, 3600, IsDenial: false), fields, 4096, out CacheEntry entry);
        return entry;
    }

    private static void Fill(CacheStore store, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            store.Put(Entry(i), 0);
        }
    }

    private static CacheLookup Find(CacheStore store, int i, CacheVariant variant)
    {
        byte[] buffer = new byte[CacheKey.BufferLength];
        return store.Find(CacheKey.Make(DomainName.Parse(NameOf(i)).Wire, DnsType.A, variant, store.Seed, buffer), 0);
    }

    private static bool Holds(CacheStore store, int i) => Find(store, i, new CacheVariant(DnsFlags.RD, dnssecOk: false)).Fresh is not null;

    private static int CountWrong(CacheStore store)
    {
        int wrong = 0;
        for (int i = 0; i < 200_000; i++)
        {
            int name = i % 1500;
            if (Find(store, name, new CacheVariant(DnsFlags.RD, dnssecOk: false)).Fresh is { } octets && new CacheEntry(octets).Name != DomainName.Parse(NameOf(name)))
            {
                wrong++;
            }
        }

        return wrong;
    }

    private CacheStore NewStore(long limit) => new(limit, seed: 42, _clock, keepExpired: TimeSpan.Zero);
}
