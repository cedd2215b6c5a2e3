using Nomen.Client.Caching.Portable;

namespace Nomen.Client.Caching.Dump;

/// <summary>Saves the entries of a cache, and loads them back: all of a dump or nothing.</summary>
internal sealed class CacheDump(CacheStore store, CacheFiller filler, TimeProvider clock, long maxBytes)
{
    /// <summary>How far a dump may be ahead of this machine's clock: clocks are set by a little now and then.</summary>
    private const long MaxLead = 60_000;

    /// <summary>Writes what is fresh; returns how many entries that were.</summary>
    public async ValueTask<long> SaveAsync(Stream destination, CancellationToken cancellationToken)
    {
        using DumpWriter writer = new(destination, PortableClock.Read(clock));
        return await writer.WriteAsync(store.Snapshot(), cancellationToken);
    }

    /// <summary>Reads a dump to its end, and only then, when all of it was found good, puts its entries in.</summary>
    /// <remarks>
    /// What was read waits in a store with the bound of the cache, which evicts as the cache does: a dump larger than that takes no more memory.
    /// </remarks>
    public async ValueTask<CacheLoadResult> LoadAsync(Stream source, CancellationToken cancellationToken)
    {
        int epoch = filler.Epoch;
        PortableClock now = PortableClock.Read(clock);
        using DumpReader reader = new(source);
        long savedAt = await reader.ReadHeaderAsync(cancellationToken);
        if (savedAt - MaxLead > now.UtcNow)
        {
            throw new CacheFileException(
                CacheFileFailure.FromTheFuture, DumpLayout.SavedAt, "it was saved later than it is now, by this machine's clock");
        }

        CacheStore waiting = new(maxBytes, store.Seed, clock, keepExpired: TimeSpan.Zero);
        long loaded = 0;
        long expired = 0;
        long leftOut = 0;
        for (ReadOnlyMemory<byte> octets = await reader.ReadEntryAsync(cancellationToken); !octets.IsEmpty; octets = await reader.ReadEntryAsync(cancellationToken))
        {
            switch (Take(octets.Span, reader.EntryOffset, savedAt, now, waiting))
            {
                case NotCached.Kept:
                    loaded++;
                    break;
                case NotCached.Expired:
                    expired++;
                    break;
                default:
                    leftOut++;
                    break;
            }
        }

        long flushed = Commit(waiting, epoch) ? 0 : loaded;
        return new CacheLoadResult { Loaded = loaded - flushed, Expired = expired, LeftOut = leftOut + flushed };
    }

    private NotCached Take(ReadOnlySpan<byte> octets, long offset, long savedAt, in PortableClock now, CacheStore waiting)
    {
        if (!PortableFormat.TryRead(octets, out PortableEntry read, out string? problem))
        {
            throw new CacheFileException(CacheFileFailure.BadEntry, offset, $"an entry is refused: {problem}");
        }

        if (read.StoredAt > savedAt)
        {
            throw new CacheFileException(CacheFileFailure.BadEntry, offset, "an entry is refused: it is younger than the dump");
        }

        NotCached verdict = filler.Restore(read, now, out CacheEntry entry, out bool isCut);
        if (verdict == NotCached.Kept)
        {
            waiting.Put(entry, now.Now);
            if (isCut)
            {
                waiting.Put(CacheEntryBuilder.AsCut(entry), now.Now);
            }
        }

        return verdict;
    }

    /// <summary>Puts in what waits; false when somebody flushed the cache since the reading began, and nothing more was put in.</summary>
    private bool Commit(CacheStore waiting, int epoch)
    {
        long now = clock.GetTimestamp();
        foreach (CacheEntry entry in waiting.Snapshot())
        {
            if (!filler.TryPut(entry, epoch, now))
            {
                return false;
            }
        }

        return true;
    }
}
