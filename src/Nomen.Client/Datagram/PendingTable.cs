using Nomen.Client.Services;

namespace Nomen.Client.Datagram;

/// <summary>The transmissions that wait for a reply on one shared socket, a slot for each message ID. Without locks: a slot is taken and given by compare-and-swap.</summary>
internal sealed class PendingTable
{
    /// <summary>One for each value of the ID (RFC 1035 section 4.1.1).</summary>
    private const int Size = 65_536;

    /// <summary>Random IDs tried before the table counts as full; with half of it taken, one request in 2^64 fails.</summary>
    private const int MaxTries = 64;

    private readonly SharedTransmission?[] _slots = new SharedTransmission?[Size];

    /// <summary>Puts a transmission into a random free slot; the slot is its message ID.</summary>
    public bool TryClaim(SharedTransmission transmission, DnsRandom random, out ushort id)
    {
        for (int tries = 0; tries < MaxTries; tries++)
        {
            id = random.NextUInt16();
            if (_slots[id] is null && TryPut(id, transmission))
            {
                return true;
            }
        }

        id = 0;
        return false;
    }

    /// <summary>Takes what waits for an ID out of its slot; null for nothing. The receiver owns it until it is put back.</summary>
    public SharedTransmission? Take(ushort id) =>
        Volatile.Read(ref _slots[id]) is null ? null : Interlocked.Exchange(ref _slots[id], null);

    /// <summary>Puts a transmission into a slot; false when another has it by now.</summary>
    public bool TryPut(ushort id, SharedTransmission transmission) =>
        Interlocked.CompareExchange(ref _slots[id], transmission, null) is null;

    /// <summary>Empties a slot, if the transmission is still in it.</summary>
    public void Remove(ushort id, SharedTransmission transmission) =>
        Interlocked.CompareExchange(ref _slots[id], null, transmission);

    /// <summary>All that wait at about this moment.</summary>
    public List<SharedTransmission> Snapshot()
    {
        List<SharedTransmission> waiting = [];
        for (int id = 0; id < Size; id++)
        {
            if (Volatile.Read(ref _slots[id]) is { } transmission)
            {
                waiting.Add(transmission);
            }
        }

        return waiting;
    }
}
