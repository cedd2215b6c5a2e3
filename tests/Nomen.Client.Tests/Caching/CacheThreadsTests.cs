using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Caching;

/// <summary>Real threads in one store: readers, writers, growth, eviction, flushes.</summary>
public sealed class CacheThreadsTests
{
    private const int Seed = 20_261_122;
    private const int Rounds = 20_000;

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void What_is_replaced_is_never_missed_meanwhile()
    {
        CacheStore store = new(256 << 10, Seed, _clock, keepExpired: TimeSpan.Zero);
        CacheEntry[] versions = [Entry(1, default, default, ttl: 300), Entry(1, default, default, ttl: 400)];
        store.Put(versions[0], 0);
        bool isOver = false;
        int missed = 0;

        Parallel.Invoke(
            () =>
            {
                for (int i = 0; i < 20 * Rounds; i++)
                {
                    store.Put(versions[i % 2], 0);
                }

                Volatile.Write(ref isOver, true);
            },
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    missed += Find(store, 1, default, default) is null ? 1 : 0;
                }
            });

        Assert.Equal(0, missed);
    }

    [Fact]
    public void Nobody_gets_the_answer_of_another_and_no_octet_is_lost_count_of()
    {
        CacheStore store = new(2 << 20, Seed, _clock, keepExpired: TimeSpan.Zero);
        int wrong = 0;

        Parallel.For(0, 6, worker =>
        {
            Random random = new(Seed + worker);
            for (int i = 0; i < Rounds; i++)
            {
                int name = random.Next(20_000);
                CacheVariant variant = new((byte)(random.Next(4) * 4));
                SubnetPrefix subnet = random.Next(3) == 0 ? new SubnetPrefix(SubnetPrefix.IPv4, 24, (UInt128)(uint)random.Next(3) << 104) : default;
                Disturb(store, random, Entry(name, variant, subnet));
                Interlocked.Add(ref wrong, Find(store, name, variant, subnet) is { } found && !IsOf(found, name, subnet) ? 1 : 0);
            }
        });

        (long bytes, long count, List<CacheEntry> held) = (store.Bytes, store.Count, store.Snapshot());
        store.RemoveWhere(static _ => true);
        Assert.Equal(0, wrong);
        Assert.True(store.Evictions > 0);
        Assert.Equal((held.Count, held.Sum(static entry => (long)entry.HeapSize)), (count, bytes - store.Bytes));
        Assert.Equal(0, store.Count);
    }

    private static void Disturb(CacheStore store, Random random, CacheEntry entry)
    {
        switch (random.Next(200))
        {
            case 0:
                store.RemoveWhere(held => held.HashWith(Seed) % 16 == 0);
                break;
            case < 10:
                store.Remove(KeyOf(store, entry, new byte[CacheKey.BufferLength]));
                break;
            default:
                store.Put(entry, 0);
                break;
        }
    }

    private static CacheKey KeyOf(CacheStore store, CacheEntry entry, Span<byte> buffer) =>
        CacheKey.Make(entry.Name.Wire, entry.Type, entry.Variant, store.Seed, buffer).For(entry.Subnet);

    private static byte[]? Find(CacheStore store, int name, CacheVariant variant, SubnetPrefix subnet)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        return store.Find(CacheKey.Make(NameOf(name).Wire, DnsType.A, variant, store.Seed, buffer).For(subnet), 0).Fresh;
    }

    private static bool IsOf(byte[] octets, int name, SubnetPrefix subnet) =>
        new CacheEntry(octets) is var entry
        && entry.Name == NameOf(name)
        && entry.Subnet == subnet
        && DnsMessage.Parse(entry.Full).ReadRecords(DnsSection.Answer)[0].Owner == NameOf(name);

    private static DomainName NameOf(int i) => DomainName.Parse($"n{i}.example");

    private static CacheEntry Entry(int i, CacheVariant variant, SubnetPrefix subnet, int ttl = 300)
    {
        string name = NameOf(i).ToString();
        DnsMessage message = CacheUpstream.Reply(CacheWorld.Request(name), answers: $"{name} {ttl} IN A 192.0.2.1").Message;
        CacheEntryFields fields = new() { Stored = 0, Lifetime = 300, Variant = variant, Kind = CacheEntryKind.Answer, Subnet = subnet };
        CacheEntryBuilder.TryBuild(message, DnsType.A, new TtlLimits(86_400, 3600, IsDenial: false), fields, 4096, out CacheEntry entry);
        return entry;
    }
}
