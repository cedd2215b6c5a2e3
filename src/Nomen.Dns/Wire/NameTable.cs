using System.Runtime.CompilerServices;
using Nomen.Dns.Names;

namespace Nomen.Dns.Wire;

/// <summary>Where names and their suffixes stand in the message being written, hashed, so that each label costs one look-up (C5).</summary>
/// <remarks>
/// A message with a single name, which is what queries are, needs no table; the second name that differs from the first takes
/// the thread's. Only equal letter case matches, so that names keep the case they were given. Nothing that an entry says is
/// taken for granted: it may belong to a record that was taken back.
/// </remarks>
internal struct NameTable
{
    /// <summary>Entries that may turn out wrong before the table is given up for the message: hashes that collide by design would make building quadratic.</summary>
    private const int MaxWrong = 64;

    private NameSlots? _slots;
    private uint _message;
    private int _first;
    private int _wrong;

    /// <summary>Entries compared with a name that was not theirs.</summary>
    public readonly int Wrong => _wrong;

    /// <summary>Finds the longest suffix that is already written; returns the octets to write in front of the pointer, and remembers their labels.</summary>
    /// <param name="message">What was written so far.</param>
    /// <param name="wire">The name to write behind it, uncompressed.</param>
    /// <param name="pointer">Offset of the suffix; 0 when there is none.</param>
    public int Find(ReadOnlySpan<byte> message, ReadOnlySpan<byte> wire, out int pointer)
    {
        pointer = 0;
        if (wire.Length == 1)
        {
            return 1;
        }

        if (_first == 0 || _first >= message.Length)
        {
            _first = message.Length <= NameScan.MaxPointer ? message.Length : 0;
            return wire.Length;
        }

        // Most owners are the name of the question.
        if (message.Length - _first >= wire.Length && message.Slice(_first, wire.Length).SequenceEqual(wire))
        {
            pointer = _first;
            return 0;
        }

        return FindInTable(message, wire, out pointer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindInTable(ReadOnlySpan<byte> message, ReadOnlySpan<byte> wire, out int pointer)
    {
        if (_slots is null)
        {
            _slots = NameSlots.OfThread(out _message);
            AddFirst(message);
        }

        pointer = 0;
        int labels = Hash(_slots, wire);
        for (int label = 0; label < labels; label++)
        {
            int start = _slots.Starts[label];
            int candidate = Lookup(message, wire[start..], _slots.Hashes[label]);
            if (candidate != 0)
            {
                pointer = candidate;
                return start;
            }

            Add(message.Length, message.Length + start, _slots.Hashes[label]);
        }

        return wire.Length;
    }

    /// <summary>The first name was written without a table: its labels are added when the second one comes.</summary>
    private void AddFirst(ReadOnlySpan<byte> message)
    {
        int length = NameScan.UncompressedLength(message[_first..]);
        if (length <= 0)
        {
            return;
        }

        int labels = Hash(_slots!, message.Slice(_first, length));
        for (int label = 0; label < labels; label++)
        {
            Add(message.Length, _first + _slots!.Starts[label], _slots.Hashes[label]);
        }
    }

    /// <summary>Hashes every suffix in one walk from the last label to the first; returns the number of labels.</summary>
    private static int Hash(NameSlots slots, ReadOnlySpan<byte> wire)
    {
        int labels = 0;
        for (int position = 0; wire[position] != 0; position += wire[position] + 1)
        {
            slots.Starts[labels++] = (byte)position;
        }

        uint hash = 0;
        for (int label = labels - 1; label >= 0; label--)
        {
            int start = slots.Starts[label];
            hash = (uint)NameHash.Compute(wire.Slice(start, wire[start] + 1), hash);
            slots.Hashes[label] = hash;
        }

        return labels;
    }

    private int Lookup(ReadOnlySpan<byte> message, ReadOnlySpan<byte> suffix, uint hash)
    {
        ReadOnlySpan<ulong> set = _slots!.Entries.AsSpan((int)(hash % NameSlots.Sets) * 2, 2);
        foreach (ulong entry in set)
        {
            int offset = (ushort)entry;
            if (entry >> 16 != Mark(hash) || offset >= message.Length || _wrong > MaxWrong)
            {
                continue;
            }

            if (Matches(message, offset, suffix))
            {
                return offset;
            }

            _wrong++;
        }

        return 0;
    }

    /// <summary>Adds a label: beside an entry of this message, or in the place of one that is of no use any more.</summary>
    private readonly void Add(int written, int offset, uint hash)
    {
        if (offset > NameScan.MaxPointer)
        {
            return;
        }

        Span<ulong> set = _slots!.Entries.AsSpan((int)(hash % NameSlots.Sets) * 2, 2);
        bool isKept = set[0] >> 32 == _message && (ushort)set[0] < written;
        set[isKept ? 1 : 0] = (Mark(hash) << 16) | (uint)offset;
    }

    private readonly ulong Mark(uint hash) => ((ulong)_message << 16) | (hash >> 16);

    private static bool Matches(ReadOnlySpan<byte> message, int offset, ReadOnlySpan<byte> suffix)
    {
        int compared = 0;
        int runStart = offset;
        while (offset < message.Length)
        {
            int octet = message[offset];
            if (octet >= 0xc0)
            {
                if (offset + 1 >= message.Length)
                {
                    return false;
                }

                offset = ((octet & 0x3f) << 8) | message[offset + 1];
                if (offset >= runStart)
                {
                    return false;
                }

                runStart = offset;
                continue;
            }

            int length = octet + 1;
            if (octet > DomainName.MaxLabelLength || offset + length > message.Length || suffix.Length - compared < length
                || !message.Slice(offset, length).SequenceEqual(suffix.Slice(compared, length)))
            {
                return false;
            }

            compared += length;
            offset += length;
            if (octet == 0)
            {
                return compared == suffix.Length;
            }
        }

        return false;
    }
}
