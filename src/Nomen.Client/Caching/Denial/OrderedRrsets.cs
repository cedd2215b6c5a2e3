namespace Nomen.Client.Caching.Denial;

/// <summary>RRsets in the order of their keys. Readers take no lock and see one state; one writer at a time makes the next.</summary>
/// <remarks>Two levels of arrays that are never written to again: a change copies one small array and the list of them.</remarks>
internal sealed class OrderedRrsets
{
    /// <summary>Most RRsets of one array: 512 octets to copy for each change, and a list of a few hundred arrays when 4 MiB are full.</summary>
    private const int MaxChunk = 64;

    private volatile DenialRrset[][] _chunks = [];

    /// <summary>The one at a key, or the last before it; the order is a circle, so that the last of all is before the first. Null when there is none at all.</summary>
    public DenialRrset? AtOrBefore(ReadOnlySpan<byte> key)
    {
        DenialRrset[][] chunks = _chunks;
        if (chunks.Length == 0)
        {
            return null;
        }

        int chunk = IndexOfChunk(chunks, key);
        return chunk < 0 ? chunks[^1][^1] : chunks[chunk][IndexIn(chunks[chunk], key)];
    }

    /// <summary>The one at a key; null when there is none.</summary>
    public DenialRrset? At(ReadOnlySpan<byte> key) => AtOrBefore(key) is { } found && found.Is(key) ? found : null;

    /// <summary>The first behind a key, in the same circle.</summary>
    public DenialRrset? After(ReadOnlySpan<byte> key)
    {
        DenialRrset[][] chunks = _chunks;
        if (chunks.Length == 0)
        {
            return null;
        }

        int chunk = IndexOfChunk(chunks, key);
        int next = chunk < 0 ? 0 : IndexIn(chunks[chunk], key) + 1;
        chunk = Math.Max(chunk, 0);
        return next < chunks[chunk].Length ? chunks[chunk][next] : chunks[(chunk + 1) % chunks.Length][0];
    }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _chunks.Length == 0;

    /// <summary>All of them in order, as they are at this moment.</summary>
    public IEnumerable<DenialRrset> Snapshot() => _chunks.SelectMany(static chunk => chunk);

    /// <summary>Puts one in whose key is not there yet.</summary>
    public void AddUnderLock(DenialRrset rrset)
    {
        DenialRrset[][] chunks = _chunks;
        if (chunks.Length == 0)
        {
            _chunks = [[rrset]];
            return;
        }

        int at = Math.Max(IndexOfChunk(chunks, rrset.Key), 0);
        ReadOnlySpan<DenialRrset> chunk = chunks[at];
        int index = IndexIn(chunk, rrset.Key) + 1;
        DenialRrset[] grown = [.. chunk[..index], rrset, .. chunk[index..]];
        ReadOnlySpan<DenialRrset[]> before = chunks.AsSpan(0, at);
        ReadOnlySpan<DenialRrset[]> behind = chunks.AsSpan(at + 1);
        _chunks = grown.Length <= MaxChunk
            ? [.. before, grown, .. behind]
            : [.. before, grown[..(MaxChunk / 2)], grown[(MaxChunk / 2)..], .. behind];
    }

    /// <summary>Takes one out that is in it.</summary>
    public void RemoveUnderLock(DenialRrset rrset)
    {
        DenialRrset[][] chunks = _chunks;
        int at = IndexOfChunk(chunks, rrset.Key);
        ReadOnlySpan<DenialRrset> chunk = chunks[at];
        int index = IndexIn(chunk, rrset.Key);
        DenialRrset[] left = [.. chunk[..index], .. chunk[(index + 1)..]];
        ReadOnlySpan<DenialRrset[]> before = chunks.AsSpan(0, at);
        ReadOnlySpan<DenialRrset[]> behind = chunks.AsSpan(at + 1);
        _chunks = left.Length == 0 ? [.. before, .. behind] : [.. before, left, .. behind];
    }

    /// <summary>The last array that starts at or before the key; -1 when all start behind it.</summary>
    private static int IndexOfChunk(DenialRrset[][] chunks, ReadOnlySpan<byte> key)
    {
        int low = 0;
        int high = chunks.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (key.SequenceCompareTo(chunks[middle][0].Key) >= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    /// <summary>The last RRset at or before the key; -1 when all stand behind it.</summary>
    private static int IndexIn(ReadOnlySpan<DenialRrset> chunk, ReadOnlySpan<byte> key)
    {
        int low = 0;
        int high = chunk.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (key.SequenceCompareTo(chunk[middle].Key) >= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
