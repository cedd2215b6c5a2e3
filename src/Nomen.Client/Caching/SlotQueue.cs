namespace Nomen.Client.Caching;

/// <summary>Slots in the order in which they came, linked through <see cref="SlotTable.Links"/>; guarded by the lock of the stripe.</summary>
internal struct SlotQueue()
{
    private const int End = -1;

    private int _head = End;
    private int _tail = End;

    /// <summary>Octets of the entries in it.</summary>
    public long Bytes { get; set; }

    /// <summary>Whether no slot is in it.</summary>
    public readonly bool IsEmpty => _head == End;

    /// <summary>Adds a slot at the end.</summary>
    public void Append(SlotTable table, int slot, SlotPlace place)
    {
        table.Places[slot] = place;
        table.Links[slot] = End;
        if (_tail == End)
        {
            _head = slot;
        }
        else
        {
            table.Links[_tail] = slot;
        }

        _tail = slot;
    }

    /// <summary>Takes the first slot out; the caller counts its octets off.</summary>
    public bool TryTake(SlotTable table, out int slot)
    {
        slot = _head;
        if (slot == End)
        {
            return false;
        }

        _head = table.Links[slot];
        _tail = _head == End ? End : _tail;
        table.Places[slot] = SlotPlace.None;
        return true;
    }
}
