using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Caching.Refreshing;

/// <summary>Entries that wait to be refreshed, most popular first. Bounded; not thread-safe; allocates nothing once it is made.</summary>
internal sealed class RefreshQueue
{
    /// <summary>Most entries that wait: who comes behind so many is better asked for by its next hit, a second later.</summary>
    public const int Capacity = 256;

    private readonly (byte[] Entry, int Popularity, SubnetPrefix Network)[] _waiting = new (byte[], int, SubnetPrefix)[Capacity];

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an entry, in place of the least popular when there is no room; false when that is itself, or when it waits already, now with more hits.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="popularity">Its hits so far.</param>
    /// <param name="network">The network to ask for (RFC 7871), which may be longer than that of the entry.</param>
    public bool TryAdd(byte[] entry, int popularity, SubnetPrefix network = default)
    {
        int least = 0;
        for (int i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_waiting[i].Entry, entry))
            {
                _waiting[i].Popularity = popularity;
                return false;
            }

            least = _waiting[i].Popularity < _waiting[least].Popularity ? i : least;
        }

        if (Count == Capacity && popularity <= _waiting[least].Popularity)
        {
            return false;
        }

        _waiting[Count < Capacity ? Count++ : least] = (entry, popularity, network);
        return true;
    }

    /// <summary>Takes the most popular; null when none waits.</summary>
    public byte[]? Take(out SubnetPrefix network)
    {
        network = default;
        int most = 0;
        for (int i = 1; i < Count; i++)
        {
            most = _waiting[i].Popularity > _waiting[most].Popularity ? i : most;
        }

        if (Count == 0)
        {
            return null;
        }

        (byte[] entry, _, network) = _waiting[most];
        _waiting[most] = _waiting[--Count];
        _waiting[Count] = default;
        return entry;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_waiting);
        Count = 0;
    }
}
