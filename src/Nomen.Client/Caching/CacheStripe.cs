using Nomen.Client.Caching.Refreshing;
using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Caching;

/// <summary>A part of the store with a lock for its writers, a bound in octets and an order of eviction of its own.</summary>
/// <remarks>
/// Eviction by use that a scan cannot flush (S3-FIFO): a new entry goes on trial, in a queue that gets a tenth of the room.
/// Whoever was used by the time it reaches the end moves to the proven; the rest go, and are remembered for a while: asked for
/// again, they are proven at once. A proven entry that was used gets another round. Readers only count uses.
/// </remarks>
internal sealed class CacheStripe
{
    /// <summary>Uses that are counted: enough to tell apart what is asked for now and again from what is asked for all the time.</summary>
    public const int MaxUses = 3;

    /// <summary>The part of the room that entries on trial get; a tenth, as measured by the authors of S3-FIFO over 6,594 traces.</summary>
    private const int TrialShare = 10;

    /// <summary>Entries that one eviction may give another round, so that no writer walks a whole stripe under the lock.</summary>
    private const int MaxChances = 64;

    /// <summary>Octets of a set and its entries when it is filled as it should be: fourteen entries of 112 octets, the smallest answers; larger ones leave room.</summary>
    private const int FilledSetSize = 1824;

    private readonly Lock _lock = new();
    private readonly ulong _seed;
    private readonly long _limit;
    private readonly long _frequency;
    private readonly long _keepTicks;
    private readonly RefreshRule _refresh;
    private readonly long _refreshTicks;
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
    /// <param name="refresh">Which entries are to be refreshed.</param>
    public CacheStripe(long limit, ulong seed, long frequency, uint keepSeconds, RefreshRule refresh)
    {
        _limit = limit;
        _seed = seed;
        _frequency = frequency;
        _keepTicks = keepSeconds * frequency;
        _refresh = refresh;
        _refreshTicks = refresh.TicksOfSecond(frequency);
        _maxSets = (int)Math.Max(1, limit / FilledSetSize);
        _table = new SlotTable(Math.Min(4, _maxSets), refresh.IsOn);
    }

    /// <summary>Octets taken: entries and table.</summary>
    public long Bytes => Interlocked.Read(ref _entryBytes) + Volatile.Read(ref _table).Bytes;

    /// <summary>Entries held.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Entries thrown out for want of room.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>Looks a question up; takes no lock.</summary>
    public CacheLookup Find(in CacheKey key, long now)
    {
        SlotTable table = Volatile.Read(ref _table);
        SlotMatches matches = new(table, key.Hash);
        bool isKnown = false;
        while (matches.MoveNext())
        {
            byte[]? octets = table.Read(matches.Slot);
            if (octets is null || !new CacheEntry(octets).IsAbout(key))
            {
                continue;
            }

            // Nearly always: the very answer, and fresh. Nothing better can come.
            CacheEntry entry = new(octets);
            isKnown = true;
            if (entry.IsAnswerFor(key.Variant) && entry.IsFreshAt(now, _frequency))
            {
                table.CountUse(matches.Slot);
                return new CacheLookup(octets, null, null)
                {
                    Refresh = IsInLastPart(entry, now) ? table.AskRefresh(matches.Slot, now / _frequency, _refresh.MinHits) : 0,
                };
            }
        }

        return isKnown ? Choose(table, key, now) : default;
    }

    /// <summary>The failure kept for exactly this question and variant, fresh or not; null when there is none.</summary>
    public byte[]? FindFailure(in CacheKey key)
    {
        SlotTable table = Volatile.Read(ref _table);
        SlotMatches matches = new(table, key.Hash);
        while (matches.MoveNext())
        {
            if (table.Read(matches.Slot) is { } octets
                && new CacheEntry(octets) is { IsFailure: true } failure
                && failure.Variant == key.Variant
                && failure.Question.SequenceEqual(key.Question))
            {
                return octets;
            }
        }

        return null;
    }

    /// <summary>Looks a question up without that it counts as a use.</summary>
    public CacheLookup Peek(in CacheKey key, long now) => Weigh(Volatile.Read(ref _table), key, now).Result;

    /// <summary>Takes out the answers that a response to this question and variant supersedes when it is not kept itself.</summary>
    public void RemoveAnswers(in CacheKey key)
    {
        lock (_lock)
        {
            SlotMatches matches = new(_table, key.Hash);
            while (matches.MoveNext())
            {
                if (_table.Read(matches.Slot) is { } octets
                    && new CacheEntry(octets) is { IsFailure: false } answer
                    && key.Variant.Supersedes(answer.Variant)
                    && answer.IsAbout(key))
                {
                    EmptyUnderLock(matches.Slot);
                }
            }
        }
    }

    /// <summary>Puts an entry in, in place of an older one with the same key; an answer also ends the failures of its question.</summary>
    public void Put(byte[] octets, long now)
    {
        CacheEntry entry = new(octets);
        ulong hash = entry.HashWith(_seed);
        lock (_lock)
        {
            // What a file or a shared store brings may be older than what came from the upstream meanwhile.
            int slot = FindSameUnderLock(entry, hash);
            if (slot >= 0 && new CacheEntry(_table.Read(slot)!).Stored > entry.Stored)
            {
                return;
            }

            if (entry is { IsFailure: false, SubnetFamily: SubnetPrefix.Everyone })
            {
                EndFailuresUnderLock(entry, hash);
            }

            if (slot >= 0)
            {
                EmptyUnderLock(slot);
                FillUnderLock(slot, octets, hash);
            }
            else
            {
                InsertUnderLock(octets, hash, now);
            }

            for (int chances = MaxChances; Bytes > _limit && TryEvictUnderLock(now, ref chances);)
            {
                // Each round frees an entry, or moves one within its queue.
            }
        }
    }

    /// <summary>Ends the failures of the question that an answer for some of its clients is about.</summary>
    public void EndFailures(CacheEntry answer)
    {
        lock (_lock)
        {
            EndFailuresUnderLock(answer, QuestionHash.Compute(answer.Question, _seed));
        }
    }

    /// <summary>Whether anything that is not dead is kept for a key, whatever the flags.</summary>
    public bool Holds(in CacheKey key, long now)
    {
        SlotTable table = Volatile.Read(ref _table);
        SlotMatches matches = new(table, key.Hash);
        while (matches.MoveNext())
        {
            if (table.Read(matches.Slot) is { } octets && new CacheEntry(octets) is var entry && entry.IsAbout(key) && !IsDead(entry, now))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes out what is kept for a key, whatever the flags.</summary>
    public void Remove(in CacheKey key)
    {
        lock (_lock)
        {
            SlotMatches matches = new(_table, key.Hash);
            while (matches.MoveNext())
            {
                if (_table.Read(matches.Slot) is { } octets && new CacheEntry(octets).IsAbout(key))
                {
                    EmptyUnderLock(matches.Slot);
                }
            }
        }
    }

    /// <summary>Takes out what fits a condition; returns how many. Readers go on meanwhile.</summary>
    public int RemoveWhere(Func<CacheEntry, bool> condition)
    {
        int removed = 0;
        lock (_lock)
        {
            for (int slot = 0; slot < _table.Places.Length; slot++)
            {
                if (_table.Read(slot) is { } octets && condition(new CacheEntry(octets)))
                {
                    EmptyUnderLock(slot);
                    removed++;
                }
            }
        }

        return removed;
    }

    /// <summary>Adds the entries held to a list; takes no lock.</summary>
    public void CopyTo(List<CacheEntry> entries)
    {
        SlotTable table = Volatile.Read(ref _table);
        for (int slot = 0; slot < table.Places.Length; slot++)
        {
            if (table.Read(slot) is { } octets)
            {
                entries.Add(new CacheEntry(octets));
            }
        }
    }

    /// <summary>The best of what serves the question in some other way: another variant's answer, a failure, one past its lifetime.</summary>
    private CacheLookup Choose(SlotTable table, in CacheKey key, long now)
    {
        CacheChoice choice = Weigh(table, key, now);
        CacheLookup result = choice.Result;
        if (result.Fresh is { } fresh)
        {
            table.CountUse(choice.FreshSlot);
            return IsInLastPart(new CacheEntry(fresh), now) ? result with { Refresh = table.AskRefresh(choice.FreshSlot, now / _frequency, _refresh.MinHits) } : result;
        }

        // What is served past its lifetime is always worth a refresh, but for what failed a moment ago.
        return result is { Stale: not null, Failure: null } ? result with { Refresh = table.AskRefresh(choice.StaleSlot, now / _frequency, minHits: 0) } : result;
    }

    private CacheChoice Weigh(SlotTable table, in CacheKey key, long now)
    {
        CacheChoice choice = new(key.Variant, key.AsksForProofs);
        SlotMatches matches = new(table, key.Hash);
        while (matches.MoveNext())
        {
            if (table.Read(matches.Slot) is { } octets && new CacheEntry(octets) is var entry && entry.IsAbout(key))
            {
                choice.Offer(octets, matches.Slot, entry.IsFreshAt(now, _frequency));
            }
        }

        return choice;
    }

    // Of an entry that is fresh: the same product as its end, with a lower factor.
    private bool IsInLastPart(CacheEntry entry, long now) => now - entry.Stored >= entry.Lifetime * _refreshTicks;

    private int FindSameUnderLock(CacheEntry entry, ulong hash)
    {
        SlotMatches matches = new(_table, hash);
        while (matches.MoveNext())
        {
            if (_table.Read(matches.Slot) is { } octets && new CacheEntry(octets).HasKeyOf(entry))
            {
                return matches.Slot;
            }
        }

        return -1;
    }

    private void EndFailuresUnderLock(CacheEntry entry, ulong hash)
    {
        SlotMatches matches = new(_table, hash);
        while (matches.MoveNext())
        {
            if (_table.Read(matches.Slot) is { } octets
                && new CacheEntry(octets) is { IsFailure: true } failure
                && failure.Variant.CheckingDisabled == entry.Variant.CheckingDisabled
                && failure.Question.SequenceEqual(entry.Question))
            {
                EmptyUnderLock(matches.Slot);
            }
        }
    }

    private void InsertUnderLock(byte[] octets, ulong hash, long now)
    {
        int slot = _table.FindEmpty(hash);
        while (slot < 0 && _table.Sets < _maxSets)
        {
            // Fourfold: what tables leave behind on the way stays with the process, and is a third of the last one instead of as much.
            GrowUnderLock((int)Math.Min(_maxSets, _table.Sets * 4L));
            slot = _table.FindEmpty(hash);
        }

        bool wasKnown = _table.TryTakeGhost(hash);
        if (slot < 0)
        {
            slot = LeastUsed(_table.FirstSlot(hash), now);
            ThrowOutUnderLock(slot, _table.Places[slot] == SlotPlace.Trial);
        }

        // A slot that was emptied stays in its queue, and its next entry with it.
        if (_table.Places[slot] == SlotPlace.None)
        {
            ref SlotQueue queue = ref wasKnown ? ref _proven : ref _trial;
            queue.Append(_table, slot, wasKnown ? SlotPlace.Proven : SlotPlace.Trial);
        }

        // Known, and in a place on trial: it passes when it reaches the end.
        _table.SetUses(slot, wasKnown && _table.Places[slot] == SlotPlace.Trial ? (byte)1 : (byte)0);
        FillUnderLock(slot, octets, hash);
    }

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

    private bool TryEvictUnderLock(long now, ref int chances)
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

        ThrowOutUnderLock(slot, fromTrial && !isDead);
        return true;
    }

    private void ThrowOutUnderLock(int slot, bool remember)
    {
        if (remember)
        {
            _table.AddGhost(new CacheEntry(_table.Read(slot)!).HashWith(_seed));
        }

        EmptyUnderLock(slot);
        Interlocked.Increment(ref _evictions);
    }

    /// <summary>Moves everything into a larger table. Readers go on in the old one, whose entries are the same.</summary>
    private void GrowUnderLock(int sets)
    {
        SlotTable old = _table;
        SlotTable larger = new(sets, _refresh.IsOn);
        _entryBytes = 0;
        _count = 0;
        SlotQueue trial = Move(_trial, SlotPlace.Trial);
        _proven = Move(_proven, SlotPlace.Proven);
        _trial = trial;
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
                _entryBytes += size;
                _count++;
            }

            return to;
        }
    }

    private void FillUnderLock(int slot, byte[] octets, ulong hash)
    {
        _table.Write(slot, octets, SlotTable.TagOf(hash));
        _table.ForgetHits(slot);
        Account(slot, CacheEntry.HeapSizeOf(octets), 1);
    }

    private void EmptyUnderLock(int slot)
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

    private bool IsDead(CacheEntry entry, long now) =>
        now - entry.Stored >= (entry.Lifetime * _frequency) + (entry.MayBeStale ? _keepTicks : 0);
}
