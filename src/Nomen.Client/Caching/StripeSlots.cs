namespace Nomen.Client.Caching;

/// <summary>The slots of a stripe: where an entry goes, which one gives way, and when the table grows.</summary>
/// <remarks>
/// Eviction by use that a scan cannot flush (S3-FIFO): a new entry goes on trial, in a queue that gets a tenth of the room.
/// Whoever was used by the time it reaches the end moves to the proven; the rest go, and are remembered for a while: asked for
/// again, they are proven at once. A proven entry that was used gets another round. Readers only count uses.
/// Methods are called under the stripe's lock; the properties may be read by anybody.
/// </remarks>
internal sealed class StripeSlots
{
    /// <summary>Uses that are counted: enough to tell apart what is asked for now and again from what is asked for all the time.</summary>
    public const int MaxUses = 3;

    /// <summary>The part of the room that entries on trial get; a tenth, as measured by the authors of S3-FIFO over 6,594 traces.</summary>
    private const int TrialShare = 10;

    /// <summary>Entries that one eviction may give another round, so that no writer walks a whole stripe under the lock.</summary>
    private const int MaxChances = 64;

    /// <summary>Octets of a set and its entries when it is filled as it should be: fourteen entries of 112 octets, the smallest answers; larger ones leave room.</summary>
    private const int FilledSetSize = 1824;

    private readonly ulong _seed;
    private readonly long _limit;
    private readonly long _frequency;
    private readonly long _keepTicks;
    private readonly bool _countsHits;
    private readonly int _maxSets;
    private SlotTable _table;
    private SlotQueue _trial = new();
    private SlotQueue _proven = new();
    private long _entryBytes;
    private int _count;
    private long _evictions;

    /// <param name="limit">Most octets, the table's included.</param>
    /// <param name="seed">Seed of the hash.</param>
    /// <param name="frequency">Timestamps per second.</param>
    /// <param name="keepSeconds">How long an entry is kept past its lifetime, when there is room.</param>
    /// <param name="countsHits">Whether hits are counted, for refreshes.</param>
    public StripeSlots(long limit, ulong seed, long frequency, uint keepSeconds, bool countsHits)
    {
        _limit = limit;
        _seed = seed;
        _frequency = frequency;
        _keepTicks = keepSeconds * frequency;
        _countsHits = countsHits;
        _maxSets = (int)Math.Max(1, limit / FilledSetSize);
        _table = new SlotTable(Math.Min(4, _maxSets), countsHits);
    }

    /// <summary>The table as it is now; a larger one may take its place at any time, with the same entries.</summary>
    public SlotTable Table => Volatile.Read(ref _table);

    /// <summary>Octets taken: entries and table.</summary>
    public long Bytes => Interlocked.Read(ref _entryBytes) + Table.Bytes;

    /// <summary>Entries held.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Entries thrown out for want of room.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>Puts an entry in place of the one in a slot.</summary>
    public void Replace(int slot, byte[] octets, ulong hash)
    {
        // In one step, so that no reader finds the question unknown meanwhile.
        Account(slot, -CacheEntry.HeapSizeOf(_table.Read(slot)!), -1);
        Fill(slot, octets, hash);
    }

    /// <summary>Finds a slot for a new entry, be it another's.</summary>
    public void Insert(byte[] octets, ulong hash, long now)
    {
        int slot = _table.FindEmpty(hash);
        while (slot < 0 && _table.Sets < _maxSets)
        {
            // Fourfold: what tables leave behind on the way stays with the process, and is a third of the last one instead of as much.
            Grow((int)Math.Min(_maxSets, _table.Sets * 4L));
            slot = _table.FindEmpty(hash);
        }

        bool wasKnown = _table.TryTakeGhost(hash);
        if (slot < 0)
        {
            slot = LeastUsed(_table.FirstSlot(hash), now);
            ThrowOut(slot, _table.Places[slot] == SlotPlace.Trial);
        }

        // A slot that was emptied stays in its queue, and its next entry with it.
        if (_table.Places[slot] == SlotPlace.None)
        {
            ref SlotQueue queue = ref wasKnown ? ref _proven : ref _trial;
            queue.Append(_table, slot, wasKnown ? SlotPlace.Proven : SlotPlace.Trial);
        }

        // Known, and in a place on trial: it passes when it reaches the end.
        _table.SetUses(slot, wasKnown && _table.Places[slot] == SlotPlace.Trial ? (byte)1 : (byte)0);
        Fill(slot, octets, hash);
    }

    /// <summary>Throws out until the rest is within the limit, or as many were given another round as one writer may.</summary>
    public void EvictSurplus(long now)
    {
        for (int chances = MaxChances; Bytes > _limit && TryEvict(now, ref chances);)
        {
            // Each round frees an entry, or moves one within its queue.
        }
    }

    /// <summary>Whether an entry serves nobody any more.</summary>
    public bool IsDead(CacheEntry entry, long now) =>
        now - entry.Stored >= (entry.Lifetime * _frequency) + (entry.MayBeStale ? _keepTicks : 0);

    /// <summary>The slot of a full set to give up: a dead entry's, else one on trial, else the least used.</summary>
    private int LeastUsed(int first, long now)
    {
        int best = first;
        int lowest = int.MaxValue;
        for (int slot = first; slot < first + SlotTable.Ways && lowest >= 0; slot++)
        {
            bool isDead = _table.Read(slot) is not { } octets || IsDead(new CacheEntry(octets), now);
            int worth = isDead ? -1 : _table.Uses(slot) + (_table.Places[slot] == SlotPlace.Proven ? MaxUses + 1 : 0);
            if (worth < lowest)
            {
                best = slot;
                lowest = worth;
            }
        }

        return best;
    }

    private bool TryEvict(long now, ref int chances)
    {
        bool fromTrial = _proven.IsEmpty || _trial.Bytes * TrialShare > _limit;
        ref SlotQueue queue = ref fromTrial ? ref _trial : ref _proven;
        if (!queue.TryTake(_table, out int slot))
        {
            return false;
        }

        if (_table.Read(slot) is not { } octets)
        {
            return true;
        }

        CacheEntry entry = new(octets);
        queue.Bytes -= entry.HeapSize;
        int uses = _table.Uses(slot);
        bool isDead = IsDead(entry, now);
        if (uses > 0 && !isDead && chances-- > 0)
        {
            _proven.Append(_table, slot, SlotPlace.Proven);
            _proven.Bytes += entry.HeapSize;
            _table.SetUses(slot, (byte)(fromTrial ? 0 : uses - 1));
            return true;
        }

        ThrowOut(slot, fromTrial && !isDead);
        return true;
    }

    private void ThrowOut(int slot, bool remember)
    {
        if (remember)
        {
            _table.AddGhost(new CacheEntry(_table.Read(slot)!).HashWith(_seed));
        }

        Empty(slot);
        Interlocked.Increment(ref _evictions);
    }

    /// <summary>Moves everything into a larger table. Readers go on in the old one, whose entries are the same.</summary>
    private void Grow(int sets)
    {
        SlotTable old = _table;
        SlotTable larger = new(sets, _countsHits);
        long entryBytes = 0;
        int count = 0;
        _trial = Move(_trial, SlotPlace.Trial);
        _proven = Move(_proven, SlotPlace.Proven);
        Interlocked.Exchange(ref _entryBytes, entryBytes);
        Volatile.Write(ref _count, count);
        Volatile.Write(ref _table, larger);

        SlotQueue Move(SlotQueue from, SlotPlace place)
        {
            SlotQueue to = new();
            while (from.TryTake(old, out int slot))
            {
                if (old.Read(slot) is not { } octets)
                {
                    continue;
                }

                ulong hash = new CacheEntry(octets).HashWith(_seed);
                int target = larger.FindEmpty(hash);
                if (target < 0)
                {
                    Interlocked.Increment(ref _evictions);
                    continue;
                }

                larger.Write(target, octets, SlotTable.TagOf(hash));
                larger.CopyCounts(target, old, slot);
                to.Append(larger, target, place);
                int size = new CacheEntry(octets).HeapSize;
                to.Bytes += size;
                entryBytes += size;
                count++;
            }

            return to;
        }
    }

    private void Fill(int slot, byte[] octets, ulong hash)
    {
        _table.Write(slot, octets, SlotTable.TagOf(hash));
        _table.ForgetHits(slot);
        Account(slot, CacheEntry.HeapSizeOf(octets), 1);
    }

    /// <summary>Takes an entry out.</summary>
    public void Empty(int slot)
    {
        byte[] octets = _table.Read(slot)!;
        _table.Write(slot, entry: null, tag: 0);
        Account(slot, -CacheEntry.HeapSizeOf(octets), -1);
    }

    private void Account(int slot, int bytes, int entries)
    {
        Interlocked.Add(ref _entryBytes, bytes);
        _count += entries;
        if (_table.Places[slot] == SlotPlace.Trial)
        {
            _trial.Bytes += bytes;
        }
        else if (_table.Places[slot] == SlotPlace.Proven)
        {
            _proven.Bytes += bytes;
        }
    }
}
