namespace Nomen.Client.Caching;

/// <summary>Picks the best of a question's entries: the fresh one that needs the least change, else a failure, and the best stale one.</summary>
/// <remarks>
/// An entry that is past its lifetime never hides a fresh one, however well its flags fit. Of those, the youngest counts, and none
/// when the upstream has said something else since, be it in a variant that does not serve this asker.
/// </remarks>
internal ref struct CacheChoice(CacheVariant asked, bool asksForProofs)
{
    private byte[]? _fresh;
    private byte[]? _failure;
    private byte[]? _stale;
    private int _freshRank = int.MaxValue;
    private int _failureRank = int.MaxValue;
    private int _staleRank = int.MaxValue;
    private long _staleStored = long.MinValue;
    private long _youngest = long.MinValue;

    /// <summary>Slot of the fresh entry; -1 when there is none.</summary>
    public int FreshSlot { get; private set; } = -1;

    /// <summary>Slot of the stale entry; -1 when there is none.</summary>
    public int StaleSlot { get; private set; } = -1;

    /// <summary>What was picked.</summary>
    public readonly CacheLookup Result => _fresh is null
        ? new CacheLookup(null, _failure, _staleStored < _youngest ? null : _stale)
        : new CacheLookup(_fresh, null, null);

    /// <summary>Considers an entry of the same question and for the same clients.</summary>
    public void Offer(byte[] octets, int slot, bool isFresh)
    {
        CacheEntry entry = new(octets);
        if (!entry.IsFailure && entry.Variant.Supersedes(asked))
        {
            _youngest = Math.Max(_youngest, entry.Stored);
        }

        int rank = asked.RankFor(entry.Variant, asksForProofs);
        if (rank < 0)
        {
            return;
        }

        if (entry.IsFailure)
        {
            if (isFresh && rank < _failureRank)
            {
                (_failure, _failureRank) = (octets, rank);
            }
        }
        else if (!isFresh)
        {
            if (entry.Stored > _staleStored || (entry.Stored == _staleStored && rank < _staleRank))
            {
                (_stale, _staleRank, _staleStored) = (octets, rank, entry.Stored);
                StaleSlot = slot;
            }
        }
        else if (rank < _freshRank)
        {
            (_fresh, _freshRank) = (octets, rank);
            FreshSlot = slot;
        }
    }
}
