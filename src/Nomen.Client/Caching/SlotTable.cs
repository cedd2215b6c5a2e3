using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nomen.Client.Caching;

/// <summary>Sets of 16 slots in flat arrays: a tag of one octet for each slot, all 16 compared at once, then the entry behind it.</summary>
/// <remarks>
/// Readers take no lock: tags are hints, and an entry is checked in full. Writers hold the lock of the stripe. The compact
/// tags of 100,000 entries are 160 KB, which stay in the processor's cache when entries do not.
/// </remarks>
internal sealed class SlotTable
{
    /// <summary>Slots in a set: as many tags as one vector compares.</summary>
    public const int Ways = 16;

    /// <summary>Names remembered in a set after they were thrown out; half as many as slots.</summary>
    public const int GhostWays = 8;

    /// <summary>Octets that a set takes: entry reference, tag, uses, place and link for each slot, the ghosts, the mark of an overflow.</summary>
    public const int SetSize = (Ways * (8 + 1 + 1 + 1 + 4)) + (GhostWays * sizeof(ushort)) + 1;

    private const int UsesMask = 3;
    private const int OneHit = UsesMask + 1;

    // For each set its tags, then its uses: both are needed at once, and lie in one cache line.
    // A slot's uses are two counts: those that keep it from being thrown out in the low two bits, hits since it was filled above.
    private readonly byte[] _tags;

    // For each slot the second of the last try to refresh it, from 1; 0 for none. Only when entries are refreshed.
    private readonly byte[]? _tried;
    private readonly byte[]?[] _entries;
    private readonly ushort[] _ghosts;
    private readonly bool[] _overflowed;

    /// <param name="sets">Number of sets.</param>
    /// <param name="refreshes">Whether entries are refreshed: it takes another octet for each slot.</param>
    public SlotTable(int sets, bool refreshes = false)
    {
        Sets = sets;
        _tried = refreshes ? new byte[sets * Ways] : null;
        _tags = new byte[sets * Ways * 2];
        _entries = new byte[sets * Ways][];
        Places = new SlotPlace[sets * Ways];
        Links = new int[sets * Ways];
        _ghosts = new ushort[sets * GhostWays];
        _overflowed = new bool[sets];
    }

    /// <summary>Number of sets.</summary>
    public int Sets { get; }

    /// <summary>Octets taken.</summary>
    public long Bytes => (long)Sets * SetSize + (_tried?.Length ?? 0);

    /// <summary>Which queue each slot is in; under the lock.</summary>
    public SlotPlace[] Places { get; }

    /// <summary>The next slot in the same queue; under the lock.</summary>
    public int[] Links { get; }

    /// <summary>The tag of a hash; never 0, which means empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte TagOf(ulong hash) => (byte)hash == 0 ? (byte)1 : (byte)hash;

    /// <summary>First slot of the set that a hash belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstSlot(ulong hash) => (int)(((hash >> 32) * (uint)Sets) >> 32) * Ways;

    /// <summary>First slot of the set that takes what the first one has no room for.</summary>
    public int SecondSlot(ulong hash)
    {
        // The halves change places: as good a hash as the first. Never the same set twice, unless there is only one.
        int second = FirstSlot(BitOperations.RotateLeft(hash, 32));
        return second != FirstSlot(hash) ? second : second == 0 ? (Sets - 1) * Ways : second - Ways;
    }

    /// <summary>Whether a set was full once when an entry came.</summary>
    public bool HasOverflowed(int firstSlot) => Volatile.Read(ref _overflowed[firstSlot / Ways]);

    /// <summary>The slots of a set whose tag is this one, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Matches(int firstSlot, byte tag) =>
        Vector128.Equals(Vector128.Create(_tags.AsSpan(firstSlot * 2, Ways)), Vector128.Create(tag)).ExtractMostSignificantBits();

    /// <summary>Starts fetching a set's references from memory, while its tags are still on their way: what each depends on would cost a wait of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(int firstSlot)
    {
        _ = Volatile.Read(ref _entries[firstSlot]);
        _ = Volatile.Read(ref _entries[firstSlot + (Ways / 2)]);
    }

    /// <summary>The entry in a slot; null when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte[]? Read(int slot) => Volatile.Read(ref _entries[slot]);

    /// <summary>Publishes an entry, or empties a slot; under the lock.</summary>
    public void Write(int slot, byte[]? entry, byte tag)
    {
        // The entry before the tag that leads to it, and away before its tag: a reader that comes between finds nothing, never too much.
        Volatile.Write(ref _entries[slot], entry);
        Volatile.Write(ref _tags[slot + FirstOf(slot)], entry is null ? (byte)0 : tag);
    }

    /// <summary>Notes that a slot's entry was used. Not exact: a race loses a count and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountUse(int slot)
    {
        // Written only until it is full, so that popular entries do not bounce a cache line between processors.
        ref byte uses = ref UsesOf(slot);
        int counted = uses;
        if (counted != byte.MaxValue)
        {
            counted += (counted & UsesMask) < StripeSlots.MaxUses ? 1 : 0;
            uses = (byte)(counted + (counted <= byte.MaxValue - OneHit ? OneHit : 0));
        }
    }

    /// <summary>Uses counted.</summary>
    public byte Uses(int slot) => (byte)(UsesOf(slot) & UsesMask);

    /// <summary>Sets the uses counted; under the lock.</summary>
    public void SetUses(int slot, byte uses) => UsesOf(slot) = (byte)((UsesOf(slot) & ~UsesMask) | uses);

    /// <summary>Whether a slot's entry is to be refreshed now: its hits since it was filled, at least 1; 0 for no, which it is when somebody was told so within this second.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="second">The clock in whole seconds.</param>
    /// <param name="minHits">Hits that it must have had.</param>
    public int AskRefresh(int slot, long second, int minHits)
    {
        int hits = UsesOf(slot) / OneHit;
        byte now = (byte)((second % byte.MaxValue) + 1);
        if (_tried is null || hits < minHits || _tried[slot] == now)
        {
            return 0;
        }

        _tried[slot] = now;
        return Math.Max(hits, 1);
    }

    /// <summary>A slot has a new entry, which nobody has hit yet nor tried to refresh; under the lock.</summary>
    public void ForgetHits(int slot)
    {
        UsesOf(slot) &= UsesMask;
        _tried?[slot] = 0;
    }

    /// <summary>Takes over what was counted for an entry that moves here; under the lock.</summary>
    public void CopyCounts(int slot, SlotTable from, int fromSlot)
    {
        UsesOf(slot) = from.UsesOf(fromSlot);
        _tried?[slot] = from._tried![fromSlot];
    }

    /// <summary>Whether a name was thrown out of its set not long ago; forgets it. Under the lock.</summary>
    public bool TryTakeGhost(ulong hash)
    {
        Span<ushort> ghosts = GhostsOf(hash);
        int index = ghosts.IndexOf(GhostOf(hash));
        if (index >= 0)
        {
            ghosts[index] = 0;
        }

        return index >= 0;
    }

    /// <summary>Remembers a name that is thrown out, in place of the one remembered longest; under the lock.</summary>
    public void AddGhost(ulong hash)
    {
        Span<ushort> ghosts = GhostsOf(hash);
        ghosts[..^1].CopyTo(ghosts[1..]);
        ghosts[0] = GhostOf(hash);
    }

    /// <summary>An empty slot for a hash, in its set or else in its second; -1 when both are full. Under the lock.</summary>
    public int FindEmpty(ulong hash)
    {
        int first = FirstSlot(hash);
        uint empty = Matches(first, 0);
        if (empty == 0)
        {
            // Before the entry is there: a reader that finds it not yet has lost nothing.
            Volatile.Write(ref _overflowed[first / Ways], true);
            first = SecondSlot(hash);
            empty = Matches(first, 0);
        }

        return empty == 0 ? -1 : first + BitOperations.TrailingZeroCount(empty);
    }

    // A set's part of the array is twice its slots: the tags, then the uses.
    private static int FirstOf(int slot) => slot & -Ways;

    private static ushort GhostOf(ulong hash) => (ushort)((hash >> 8) | 1);

    private ref byte UsesOf(int slot) => ref _tags[slot + FirstOf(slot) + Ways];

    private Span<ushort> GhostsOf(ulong hash) => _ghosts.AsSpan(FirstSlot(hash) / Ways * GhostWays, GhostWays);
}
