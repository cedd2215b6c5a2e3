using Nomen.Client.Caching.Refreshing;
using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Caching;

/// <summary>A part of the store with a lock for its writers and a bound in octets of its own.</summary>
internal sealed class CacheStripe
{
    private readonly Lock _lock = new();
    private readonly ulong _seed;
    private readonly long _frequency;
    private readonly RefreshRule _refresh;
    private readonly long _refreshTicks;
    private readonly StripeSlots _slots;

    /// <param name="limit">Most octets, the table's included.</param>
    /// <param name="seed">Seed of the hash.</param>
    /// <param name="frequency">Timestamps per second.</param>
    /// <param name="keepSeconds">How long an entry is kept past its lifetime, when there is room.</param>
    /// <param name="refresh">Which entries are to be refreshed.</param>
    public CacheStripe(long limit, ulong seed, long frequency, uint keepSeconds, RefreshRule refresh)
    {
        _seed = seed;
        _frequency = frequency;
        _refresh = refresh;
        _refreshTicks = refresh.TicksOfSecond(frequency);
        _slots = new StripeSlots(limit, seed, frequency, keepSeconds, refresh.IsOn);
    }

    /// <summary>Octets taken: entries and table.</summary>
    public long Bytes => _slots.Bytes;

    /// <summary>Entries held.</summary>
    public int Count => _slots.Count;

    /// <summary>Entries thrown out for want of room.</summary>
    public long Evictions => _slots.Evictions;

    /// <summary>Looks a question up; takes no lock.</summary>
    public CacheLookup Find(in CacheKey key, long now)
    {
        SlotTable table = _slots.Table;
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
        SlotTable table = _slots.Table;
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
    public CacheLookup Peek(in CacheKey key, long now) => Weigh(_slots.Table, key, now).Result;

    /// <summary>Takes out the answers that a response to this question and variant supersedes when it is not kept itself.</summary>
    public void RemoveAnswers(in CacheKey key)
    {
        lock (_lock)
        {
            SlotTable table = _slots.Table;
            SlotMatches matches = new(table, key.Hash);
            while (matches.MoveNext())
            {
                if (table.Read(matches.Slot) is { } octets
                    && new CacheEntry(octets) is { IsFailure: false } answer
                    && key.Variant.Supersedes(answer.Variant)
                    && answer.IsAbout(key))
                {
                    _slots.Empty(matches.Slot);
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
            if (slot >= 0 && new CacheEntry(_slots.Table.Read(slot)!).Stored > entry.Stored)
            {
                return;
            }

            if (entry is { IsFailure: false, SubnetFamily: SubnetPrefix.Everyone })
            {
                EndFailuresUnderLock(entry.Question, entry.Variant, hash);
            }

            if (slot >= 0)
            {
                _slots.Replace(slot, octets, hash);
            }
            else
            {
                _slots.Insert(octets, hash, now);
            }

            _slots.EvictSurplus(now);
        }
    }

    /// <summary>Ends the failures of a question that was answered: for some of its clients, or with what is not kept.</summary>
    public void EndFailures(ReadOnlySpan<byte> question, CacheVariant variant, ulong hash)
    {
        lock (_lock)
        {
            EndFailuresUnderLock(question, variant, hash);
        }
    }

    /// <summary>Whether anything that is not dead is kept for a key, whatever the flags.</summary>
    public bool Holds(in CacheKey key, long now)
    {
        SlotTable table = _slots.Table;
        SlotMatches matches = new(table, key.Hash);
        while (matches.MoveNext())
        {
            if (table.Read(matches.Slot) is { } octets && new CacheEntry(octets) is var entry && entry.IsAbout(key) && !_slots.IsDead(entry, now))
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
            SlotTable table = _slots.Table;
            SlotMatches matches = new(table, key.Hash);
            while (matches.MoveNext())
            {
                if (table.Read(matches.Slot) is { } octets && new CacheEntry(octets).IsAbout(key))
                {
                    _slots.Empty(matches.Slot);
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
            SlotTable table = _slots.Table;
            for (int slot = 0; slot < table.Places.Length; slot++)
            {
                if (table.Read(slot) is { } octets && condition(new CacheEntry(octets)))
                {
                    _slots.Empty(slot);
                    removed++;
                }
            }
        }

        return removed;
    }

    /// <summary>Adds the entries held to a list; takes no lock.</summary>
    public void CopyTo(List<CacheEntry> entries)
    {
        SlotTable table = _slots.Table;
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
        SlotTable table = _slots.Table;
        SlotMatches matches = new(table, hash);
        while (matches.MoveNext())
        {
            if (table.Read(matches.Slot) is { } octets && new CacheEntry(octets).HasKeyOf(entry))
            {
                return matches.Slot;
            }
        }

        return -1;
    }

    private void EndFailuresUnderLock(ReadOnlySpan<byte> question, CacheVariant variant, ulong hash)
    {
        SlotTable table = _slots.Table;
        SlotMatches matches = new(table, hash);
        while (matches.MoveNext())
        {
            if (table.Read(matches.Slot) is { } octets
                && new CacheEntry(octets) is { IsFailure: true } failure
                && variant.Supersedes(failure.Variant)
                && failure.Question.SequenceEqual(question))
            {
                _slots.Empty(matches.Slot);
            }
        }
    }
}
