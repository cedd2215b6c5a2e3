using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Networks that are stored and looked up by many threads at once.</summary>
public sealed class SubnetShelfTests
{
    private const int Threads = 8;
    private const int NetworksOfThread = 12;

    private static readonly ManualTimeProvider Clock = new();
    private static readonly DnsQuestion Question = new(DomainName.Parse("www.cdn.example"), DnsType.A);

    [Fact]
    public void Threads_that_store_networks_at_the_same_time_lose_none()
    {
        CacheStore store = new(1 << 20, seed: 7, Clock, keepExpired: TimeSpan.Zero);
        SubnetShelf shelf = new(store, new ClientSubnetOptions { MaxScopesPerName = Threads * NetworksOfThread });

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int i = 0; i < NetworksOfThread; i++)
            {
                Put(shelf, store, Network(thread, i));
                Assert.True(Finds(shelf, store, Network(thread, i)));
            }
        });

        for (int i = 0; i < Threads * NetworksOfThread; i++)
        {
            Assert.True(Finds(shelf, store, Network(i / NetworksOfThread, i % NetworksOfThread)));
        }
    }

    [Fact]
    public void A_list_that_was_thrown_out_hides_its_networks_and_grows_again()
    {
        CacheStore store = new(1 << 20, seed: 7, Clock, keepExpired: TimeSpan.Zero);
        SubnetShelf shelf = new(store, new ClientSubnetOptions());
        Put(shelf, store, Network(1, 1));

        store.RemoveWhere(entry => entry.Kind == CacheEntryKind.SubnetIndex);

        Assert.False(Finds(shelf, store, Network(1, 1)));
        Put(shelf, store, Network(1, 1));
        Assert.True(Finds(shelf, store, Network(1, 1)));
        Assert.Equal(2, store.Count);
    }

    private static SubnetPrefix Network(int thread, int index) => SubnetPrefix.Of(new IPAddress([203, (byte)thread, (byte)index, 0]), 24);

    private static void Put(SubnetShelf shelf, CacheStore store, SubnetPrefix network)
    {
        CacheEntryFields fields = new()
        {
            Stored = Clock.GetTimestamp(),
            Lifetime = 3600,
            Variant = default,
            Kind = CacheEntryKind.NoData,
            Code = 0,
            Subnet = network,
        };
        CacheEntry entry = CacheEntryBuilder.BuildWithoutRecords(Question, DnsFlags.QR, Rcode.NoError, fields);
        shelf.Put(entry, Key(store, new byte[CacheKey.BufferLength]), Clock.GetTimestamp());
    }

    private static bool Finds(SubnetShelf shelf, CacheStore store, SubnetPrefix network)
    {
        SubnetAsk ask = new(SubnetUse.Network, network, network);
        return shelf.Find(Key(store, new byte[CacheKey.BufferLength]), ask, Clock.GetTimestamp()).Fresh is { } octets
            && new CacheEntry(octets).Subnet == network;
    }

    private static CacheKey Key(CacheStore store, Span<byte> buffer) => CacheKey.Make(Question.Name.Wire, Question.Type, default, store.Seed, buffer);
}
