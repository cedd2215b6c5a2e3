using System.Runtime.CompilerServices;
using Nomen.Dns.Names;

namespace Nomen.Dns.Wire;

/// <summary>Where names and their suffixes stand in the message being written: a small hashed table, so that each label costs one look-up (C5).</summary>
internal struct NameTable
{
    /// <summary>Highest offset that a compression pointer reaches: it has 14 bits (RFC 1035 section 4.1.4).</summary>
    private const int MaxPointer = 0x3fff;

    private Slots _slots;

    /// <summary>Finds the longest suffix that is already written; returns the octets to write in front of the pointer, and remembers their labels.</summary>
    /// <param name="message">What was written so far.</param>
    /// <param name="wire">The name, uncompressed.</param>
    /// <param name="position">Where the name will stand.</param>
    /// <param name="pointer">Offset of the suffix; 0 when there is none.</param>
    public int Find(ReadOnlySpan<byte> message, ReadOnlySpan<byte> wire, int position, out int pointer)
    {
        pointer = 0;
        int head = 0;
        for (; wire[head] != 0; head += wire[head] + 1)
        {
            ReadOnlySpan<byte> suffix = wire[head..];
            uint hash = (uint)NameHash.Compute(suffix, 0);
            ref uint slot = ref _slots[(int)(hash & 127)];
            int candidate = (int)(slot & 0xffff);

            // Offsets at or beyond what is written belong to a record that was taken back.
            if (candidate != 0 && candidate < message.Length && slot >> 16 == hash >> 16 && Matches(message, candidate, suffix))
            {
                pointer = candidate;
                return head;
            }

            if (position + head <= MaxPointer)
            {
                slot = (hash >> 16 << 16) | (uint)(position + head);
            }
        }

        return head + 1;
    }

    private static bool Matches(ReadOnlySpan<byte> message, int offset, ReadOnlySpan<byte> suffix)
    {
        // A slot may be left over from a record that was taken back, so nothing is taken for granted about what stands there.
        int compared = 0;
        int limit = message.Length;
        while (offset < limit)
        {
            int octet = message[offset];
            if (octet >= 0xc0)
            {
                if (offset + 1 >= message.Length)
                {
                    return false;
                }

                int target = ((octet & 0x3f) << 8) | message[offset + 1];
                if (target >= offset)
                {
                    return false;
                }

                limit = offset;
                offset = target;
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

    [InlineArray(128)]
    private struct Slots
    {
        private uint _slot;
    }
}
