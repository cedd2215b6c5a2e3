using Nomen.Dns.Messages;

namespace Nomen.Client.Caching.Subnets;

/// <summary>Keeps and finds answers by the network that they are for, longest prefix first (RFC 7871 sections 7.3.1 and 7.3.2), in the store of the cache.</summary>
/// <remarks>An answer for a network lies under the question and the network; a list beside it says which networks there are. Readers take no lock.</remarks>
internal sealed class SubnetShelf(CacheStore store, ClientSubnetOptions options)
{
    /// <summary>Longer than any prefix.</summary>
    private const int Unbounded = (SubnetPrefix.MaxOctets * 8) + 1;

    // Lists are read and written anew: two answers to one question at a time would lose one of their networks.
    private readonly Lock _lock = new();

    /// <summary>Whether a question has answers for some clients, or might have: what is kept for every client is then not for all of them.</summary>
    public bool HasNetworks(in CacheKey key, long now) => store.Find(key.ForIndex(), now).Fresh is not null;

    /// <summary>Whether the question's servers refused subnets.</summary>
    public bool IsRefused(in CacheKey key, long now) => IndexOf(key, now).IsRefused;

    /// <summary>The best that is kept for an asker.</summary>
    public CacheLookup Find(in CacheKey key, in SubnetAsk ask, long now)
    {
        SubnetIndex index = IndexOf(key, now);
        SubnetAsk asked = index.IsRefused ? ask.WithoutNetwork() : ask;
        CacheLookup best = default;
        int below = Unbounded;
        while (asked.Use == SubnetUse.Network && index.TryFindLongest(asked.Known, below, out SubnetPrefix network))
        {
            CacheLookup found = store.Find(key.For(network), now);
            if (found.Fresh is not null)
            {
                return found;
            }

            best = Younger(best, found);
            below = network.Length;
        }

        CacheLookup everyone = store.Find(key, now);
        if (everyone.Fresh is not null || asked.Use == SubnetUse.None)
        {
            return everyone;
        }

        CacheLookup own = store.Find(key.For(asked.Use == SubnetUse.Nobody ? SubnetPrefix.Nobody : asked.Source.AsExact()), now);
        if (own.Fresh is not null)
        {
            return own;
        }

        CacheLookup past = Younger(Younger(best, everyone), own);
        return everyone.Failure is null ? past : new CacheLookup(null, everyone.Failure, past.Stale);
    }

    /// <summary>Keeps an answer for some clients, in place of the one for the same clients.</summary>
    public void Put(CacheEntry entry, in CacheKey key, long now)
    {
        SubnetPrefix network = entry.Subnet;
        if (!network.IsNetwork)
        {
            store.Put(entry, now);
            return;
        }

        lock (_lock)
        {
            List<SubnetPrefix> networks = IndexOf(key, now).ToList();
            networks.Remove(network);
            networks.Insert(0, network);
            MakeRoom(networks, network.Family, key, now);
            store.Put(entry, now);
            store.Put(SubnetIndex.ToEntry(new DnsQuestion(entry.Name, entry.Type), networks, now), now);
        }
    }

    /// <summary>Remembers that a question's servers refuse subnets; what was kept for networks goes.</summary>
    public void Refuse(in DnsQuestion question, in CacheKey key, long now)
    {
        lock (_lock)
        {
            RemoveUnderLock(key, now);
            store.Put(SubnetIndex.ToRefusal(question, options.RefusalMemory, now), now);
        }
    }

    /// <summary>Takes out what is kept for networks: something else was said to every client.</summary>
    public void Remove(in CacheKey key, long now)
    {
        lock (_lock)
        {
            RemoveUnderLock(key, now);
        }
    }

    private void RemoveUnderLock(in CacheKey key, long now)
    {
        foreach (SubnetPrefix network in IndexOf(key, now).ToList())
        {
            store.Remove(key.For(network));
        }
    }

    private static CacheLookup Younger(in CacheLookup one, in CacheLookup other) =>
        other.Stale is not { } stale || (one.Stale is { } before && new CacheEntry(before).Stored >= new CacheEntry(stale).Stored) ? one : other;

    private SubnetIndex IndexOf(in CacheKey key, long now) =>
        store.Find(key.ForIndex(), now).Fresh is { } octets ? new SubnetIndex(new CacheEntry(octets)) : default;

    /// <summary>Brings the list within its limit: what is there no longer goes first, then what was stored longest ago.</summary>
    private void MakeRoom(List<SubnetPrefix> networks, byte family, in CacheKey key, long now)
    {
        if (Count(networks, family) <= options.MaxScopesPerName)
        {
            return;
        }

        for (int i = networks.Count - 1; i > 0; i--)
        {
            if (!store.Holds(key.For(networks[i]), now))
            {
                networks.RemoveAt(i);
            }
        }

        if (Count(networks, family) > options.MaxScopesPerName)
        {
            int last = networks.FindLastIndex(network => network.Family == family);
            store.Remove(key.For(networks[last]));
            networks.RemoveAt(last);
        }
    }

    private static int Count(List<SubnetPrefix> networks, byte family) => networks.Count(network => network.Family == family);
}
