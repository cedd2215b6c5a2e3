using System.Numerics;
using Nomen.Client.Caching.Refreshing;
using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Caching;

/// <summary>The memory of a cache: entries found by question, bounded in octets, evicted by use. Readers take no lock.</summary>
/// <remarks>Nothing sweeps: an entry past its lifetime is passed over by look-ups, and goes when its place is needed or when it is replaced.</remarks>
internal sealed class CacheStore
{
    /// <summary>Most stripes: writers of different names seldom meet, and what each look-up reads of its stripe stays in the processor's cache.</summary>
    private const int MaxStripes = 16;

    /// <summary>Least octets of a stripe: with fewer entries its order of eviction would mean little.</summary>
    private const int MinStripeSize = 1 << 20;

    private readonly CacheStripe[] _stripes;
    private readonly int _mask;

    /// <param name="limit">Most octets, tables included.</param>
    /// <param name="seed">Seed of the hash: unpredictable.</param>
    /// <param name="clock">Gives timestamps their unit.</param>
    /// <param name="keepExpired">How long entries are kept past their lifetime, when there is room.</param>
    /// <param name="refresh">Which entries are to be refreshed before they expire.</param>
    public CacheStore(long limit, ulong seed, TimeProvider clock, TimeSpan keepExpired, RefreshRule refresh = default)
    {
        Seed = seed;
        Frequency = clock.TimestampFrequency;
        int stripes = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)(limit / MinStripeSize)), 1, MaxStripes);
        _stripes = new CacheStripe[stripes];
        _mask = stripes - 1;
        for (int i = 0; i < stripes; i++)
        {
            _stripes[i] = new CacheStripe(limit / stripes, seed, Frequency, (uint)keepExpired.TotalSeconds, refresh);
        }
    }

    /// <summary>Seed of the hash.</summary>
    public ulong Seed { get; }

    /// <summary>Timestamps per second.</summary>
    public long Frequency { get; }

    /// <summary>Octets taken.</summary>
    public long Bytes => _stripes.Sum(static stripe => stripe.Bytes);

    /// <summary>Entries held, those past their lifetime included.</summary>
    public long Count => _stripes.Sum(static stripe => (long)stripe.Count);

    /// <summary>Entries thrown out for want of room.</summary>
    public long Evictions => _stripes.Sum(static stripe => stripe.Evictions);

    /// <summary>Looks a question up.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="now">Timestamp that decides what is fresh.</param>
    public CacheLookup Find(in CacheKey key, long now) => StripeOf(key.Hash).Find(key, now);

    /// <summary>Looks a question up for the cache's own use: it does not count as a use of what is found.</summary>
    public CacheLookup Peek(in CacheKey key, long now) => StripeOf(key.Hash).Peek(key, now);

    /// <summary>Takes out the answers that a response to this question and variant supersedes when it is not kept itself.</summary>
    public void RemoveAnswers(in CacheKey key) => StripeOf(key.Hash).RemoveAnswers(key);

    /// <summary>Takes out the failures of a question that a response to it in this variant ends.</summary>
    public void EndFailures(in CacheKey key) => StripeOf(key.Hash).EndFailures(key.Question, key.Variant, key.Hash);

    /// <summary>The failure kept for exactly this question and variant, fresh or not; null when there is none.</summary>
    public byte[]? FindFailure(in CacheKey key) => StripeOf(key.Hash).FindFailure(key);

    /// <summary>Puts an entry in, in place of the one with the same key.</summary>
    /// <param name="entry">The entry; never written to again.</param>
    /// <param name="now">Timestamp that decides which entries are dead.</param>
    public void Put(CacheEntry entry, long now)
    {
        StripeOf(entry.HashWith(Seed)).Put(entry.Octets, now);
        if (entry.SubnetFamily is not (SubnetPrefix.Everyone or SubnetPrefix.Index))
        {
            // Failures are kept for the question, not for some of its clients.
            ulong hash = QuestionHash.Compute(entry.Question, Seed);
            StripeOf(hash).EndFailures(entry.Question, entry.Variant, hash);
        }
    }

    /// <summary>Whether anything that is not dead is kept for a key, whatever the flags.</summary>
    public bool Holds(in CacheKey key, long now) => StripeOf(key.Hash).Holds(key, now);

    /// <summary>Takes out what is kept for a key, whatever the flags.</summary>
    public void Remove(in CacheKey key) => StripeOf(key.Hash).Remove(key);

    /// <summary>Takes out what fits a condition, stripe by stripe; returns how many.</summary>
    public int RemoveWhere(Func<CacheEntry, bool> condition) => _stripes.Sum(stripe => stripe.RemoveWhere(condition));

    /// <summary>The entries held, in no order; what changes meanwhile is in it or not.</summary>
    public List<CacheEntry> Snapshot()
    {
        List<CacheEntry> entries = [];
        foreach (CacheStripe stripe in _stripes)
        {
            stripe.CopyTo(entries);
        }

        return entries;
    }

    // Not the bits that choose the set, nor those of the tag.
    private CacheStripe StripeOf(ulong hash) => _stripes[(int)(hash >> 24) & _mask];
}
