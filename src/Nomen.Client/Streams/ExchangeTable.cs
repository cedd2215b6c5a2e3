namespace Nomen.Client.Streams;

/// <summary>Message IDs in use on one connection: those of requests under way, and poisoned ones, whose late answers must not meet a new request.</summary>
/// <remarks>Open addressing with linear probing, at most half full. IDs are random, so their low bits spread evenly by themselves.</remarks>
internal sealed class ExchangeTable
{
    private const int InitialSlots = 256;

    private Slot[] _slots = new Slot[InitialSlots];
    private int _used;

    /// <summary>IDs in use, poisoned ones included.</summary>
    public int Count => _used;

    /// <summary>Whether an ID is in use.</summary>
    public bool Contains(ushort id) => _slots[IndexOf(id)].InUse;

    /// <summary>The request under way with an ID; null when there is none.</summary>
    public StreamExchange? Find(ushort id) => _slots[IndexOf(id)].Exchange;

    /// <summary>Whether an ID is poisoned, and how.</summary>
    public bool IsPoisoned(ushort id, out Poison poison)
    {
        ref readonly Slot slot = ref _slots[IndexOf(id)];
        poison = slot.Poison;
        return slot.InUse && slot.Exchange is null;
    }

    /// <summary>Enters a request under its ID, which is free.</summary>
    public void Add(StreamExchange exchange)
    {
        if (2 * (_used + 1) > _slots.Length)
        {
            Grow();
        }

        _used++;
        _slots[IndexOf(exchange.Id)] = new Slot { InUse = true, Id = exchange.Id, Exchange = exchange };
    }

    /// <summary>Takes a request out, and keeps its ID from being used until then.</summary>
    public void Poison(ushort id, Poison poison)
    {
        ref Slot slot = ref _slots[IndexOf(id)];
        slot.Exchange = null;
        slot.Poison = poison;
    }

    /// <summary>Frees an ID.</summary>
    public void Remove(ushort id)
    {
        int mask = _slots.Length - 1;
        int hole = IndexOf(id);
        if (!_slots[hole].InUse)
        {
            return;
        }

        // Close the gap: whatever was pushed past the hole by probing moves back into it.
        for (int next = (hole + 1) & mask; _slots[next].InUse; next = (next + 1) & mask)
        {
            int home = _slots[next].Id & mask;
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _slots[hole] = _slots[next];
                hole = next;
            }
        }

        _slots[hole] = default;
        _used--;
    }

    /// <summary>The requests under way, in no order that means anything; nothing may be added or removed meanwhile.</summary>
    public IEnumerable<StreamExchange> Exchanges
    {
        get
        {
            foreach (Slot slot in _slots)
            {
                if (slot.Exchange is { } exchange)
                {
                    yield return exchange;
                }
            }
        }
    }

    private int IndexOf(ushort id)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int index = id & mask;
        while (slots[index].InUse && slots[index].Id != id)
        {
            index = (index + 1) & mask;
        }

        return index;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[2 * old.Length];
        foreach (Slot slot in old)
        {
            if (slot.InUse)
            {
                _slots[IndexOf(slot.Id)] = slot;
            }
        }
    }

    private struct Slot
    {
        public StreamExchange? Exchange;
        public Poison Poison;
        public ushort Id;
        public bool InUse;
    }
}
