using System.Runtime.CompilerServices;
using Nomen.Dns.Names;

namespace Nomen.Dns.Wire;

/// <summary>Finds, checks and expands compressed names (RFC 1035 section 4.1.4).</summary>
/// <remarks>Every method returns the new position, or -1 when the octets are bad. Low-level.</remarks>
public static class NameScan
{
    /// <summary>Farthest offset that a pointer can say: it has 14 bits (RFC 1035 section 4.1.4).</summary>
    internal const int MaxPointer = 0x3fff;

    private const int PointerMark = 0xc0;
    private const int HeaderLength = 12;
    private const int SlotMask = 63;

    /// <summary>Checks the name at <paramref name="position"/> and returns the position behind it; -1 and an error in <paramref name="scan"/> if it is bad.</summary>
    /// <param name="message">The whole message: pointers count from its start.</param>
    /// <param name="position">Offset of the name.</param>
    /// <param name="scan">The pass that this is part of.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Validate(ReadOnlySpan<byte> message, int position, ref WireScan scan)
    {
        // Fast paths: a pointer to a name that was checked already, and the root.
        if ((uint)position < (uint)message.Length)
        {
            int octet = message[position];
            if (octet == 0)
            {
                return position + 1;
            }

            if (octet >= PointerMark && position + 1 < message.Length)
            {
                int target = ReadPointer(message, position);
                if ((uint)(target - HeaderLength) < (uint)(position - HeaderLength) && scan.Checked[target & SlotMask] >> 16 == (uint)target)
                {
                    return position + 2;
                }
            }
        }

        return ValidateSlow(message, position, ref scan);
    }

    /// <summary>Position behind a name that was validated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Skip(ReadOnlySpan<byte> message, int position)
    {
        int octet = message[position];
        return octet >= PointerMark ? position + 2 : octet == 0 ? position + 1 : SkipLabels(message, position);
    }

    /// <summary>Expands a name that was validated; returns its length in octets.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="position">Offset of the name.</param>
    /// <param name="destination">At least 255 octets.</param>
    public static int Expand(ReadOnlySpan<byte> message, int position, Span<byte> destination)
    {
        int length = 0;
        while (true)
        {
            int octet = message[position];
            if (octet >= PointerMark)
            {
                position = ReadPointer(message, position);
                continue;
            }

            message.Slice(position, octet + 1).CopyTo(destination[length..]);
            length += octet + 1;
            position += octet + 1;
            if (octet == 0)
            {
                return length;
            }
        }
    }

    /// <summary>Whether a validated name equals an uncompressed one, without case.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> message, int position, ReadOnlySpan<byte> wire)
    {
        // A question's name is not compressed, so one comparison usually tells. No pointer can look like a length octet.
        if (message.Length - position >= wire.Length && NameCase.EqualsIgnoreCase(message.Slice(position, wire.Length), wire))
        {
            return true;
        }

        int compared = 0;
        while (true)
        {
            int octet = message[position];
            if (octet >= PointerMark)
            {
                position = ReadPointer(message, position);
                continue;
            }

            int length = octet + 1;
            if (wire.Length - compared < length || !NameCase.EqualsIgnoreCase(message.Slice(position, length), wire.Slice(compared, length)))
            {
                return false;
            }

            compared += length;
            position += length;
            if (octet == 0)
            {
                return true;
            }
        }
    }

    /// <summary>Whether a validated name is an uncompressed one or lies below it, without case.</summary>
    public static bool IsAtOrBelow(ReadOnlySpan<byte> message, int position, ReadOnlySpan<byte> wire)
    {
        int extra = ExpandedLength(message, position) - wire.Length;
        while (extra > 0)
        {
            int octet = message[position];
            bool isPointer = octet >= PointerMark;
            extra -= isPointer ? 0 : octet + 1;
            position = isPointer ? ReadPointer(message, position) : position + octet + 1;
        }

        return extra == 0 && EqualsIgnoreCase(message, position, wire);
    }

    /// <summary>Reads a validated name into an owned one, and moves behind it.</summary>
    public static DomainName Read(ReadOnlySpan<byte> message, ref int position)
    {
        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        int length = Expand(message, position, wire);
        position = Skip(message, position);
        return length == 1 ? default : new DomainName(wire[..length].ToArray(), 0, length);
    }

    /// <summary>Length of the uncompressed name at the start of the octets; -1 if there is none.</summary>
    public static int UncompressedLength(ReadOnlySpan<byte> octets)
    {
        int position = 0;
        while (position < octets.Length && octets[position] <= DomainName.MaxLabelLength)
        {
            int octet = octets[position];
            position += octet + 1;
            if (octet == 0)
            {
                return position <= DomainName.MaxLength ? position : -1;
            }
        }

        return -1;
    }

    private static int ExpandedLength(ReadOnlySpan<byte> message, int position)
    {
        int length = 1;
        for (int octet = message[position]; octet != 0; octet = message[position])
        {
            bool isPointer = octet >= PointerMark;
            length += isPointer ? 0 : octet + 1;
            position = isPointer ? ReadPointer(message, position) : position + octet + 1;
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipLabels(ReadOnlySpan<byte> message, int position)
    {
        while (true)
        {
            int octet = message[position];
            if (octet >= PointerMark)
            {
                return position + 2;
            }

            position += octet + 1;
            if (octet == 0)
            {
                return position;
            }
        }
    }

    // Inlined everywhere by profile, the whole walk would spill the callers' registers to the stack (measured: 1.3 times slower).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ValidateSlow(ReadOnlySpan<byte> message, int start, ref WireScan scan)
    {
        int position = start;
        int octet;
        while (true)
        {
            if ((uint)position >= (uint)message.Length)
            {
                return scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            octet = message[position];
            if (octet is 0 or > DomainName.MaxLabelLength || position - start >= DomainName.MaxLength)
            {
                break;
            }

            position += octet + 1;
        }

        int length = position - start;
        if (octet == 0 && length < DomainName.MaxLength)
        {
            Remember(ref scan, start, length + 1, 0);
            return position + 1;
        }

        if (octet < PointerMark || length >= DomainName.MaxLength)
        {
            return octet is > DomainName.MaxLabelLength and < PointerMark ? scan.Fail(FormatErrorKind.LabelType, position) : scan.Fail(FormatErrorKind.Name, start);
        }

        if (position + 1 >= message.Length)
        {
            return scan.Fail(FormatErrorKind.Truncated, message.Length);
        }

        return FollowPointers(message, position, start, ref scan) < 0 ? -1 : position + 2;
    }

    /// <summary>Checks what the pointer at <paramref name="position"/>, the end of the labels at <paramref name="start"/>, leads to; -1 if it is bad.</summary>
    private static int FollowPointers(ReadOnlySpan<byte> message, int position, int start, ref WireScan scan)
    {
        int headLength = position - start;
        int length = headLength;
        int first = ReadPointer(message, position);
        int target = first;

        // A pointer leads before the start of the labels that it ends, so that no loop is possible.
        int limit = start;
        for (int hops = 1; ; hops++)
        {
            if (target >= limit || target < HeaderLength)
            {
                return scan.Fail(FormatErrorKind.Pointer, position);
            }

            uint known = scan.Checked[target & SlotMask];
            bool isKnown = known >> 16 == (uint)target;
            if (isKnown)
            {
                length += (int)(known & 0xff);
                hops += (int)(known >> 8 & 0xff);
            }
            else
            {
                position = WalkLabels(message, target, ref length, ref scan);
            }

            if (position < 0)
            {
                return position;
            }

            if (length > DomainName.MaxLength)
            {
                return scan.Fail(FormatErrorKind.Name, start);
            }

            if (hops > WireScan.MaxHops || scan.Steps > WireScan.MaxSteps)
            {
                return scan.Fail(FormatErrorKind.PointerBudget, start);
            }

            if (isKnown || message[position] == 0)
            {
                Remember(ref scan, first, length - headLength, hops - 1);
                Remember(ref scan, start, length, hops);
                return length;
            }

            limit = target;
            target = ReadPointer(message, position);
        }
    }

    /// <summary>Walks labels; returns the place of what ends them: the root's length octet, or a whole pointer.</summary>
    private static int WalkLabels(ReadOnlySpan<byte> message, int position, ref int length, ref WireScan scan)
    {
        int total = length;
        for (int steps = 1; ; steps++)
        {
            if ((uint)position >= (uint)message.Length)
            {
                return scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            int octet = message[position];
            if (octet >= PointerMark)
            {
                length = total;
                scan.Steps += steps;
                return position + 1 < message.Length ? position : scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            if (octet > DomainName.MaxLabelLength)
            {
                return scan.Fail(FormatErrorKind.LabelType, position);
            }

            total += octet + 1;
            if (total > DomainName.MaxLength)
            {
                return scan.Fail(FormatErrorKind.Name, position);
            }

            if (octet == 0)
            {
                length = total;
                scan.Steps += steps;
                return position;
            }

            position += octet + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadPointer(ReadOnlySpan<byte> message, int position) => ((message[position] & 0x3f) << 8) | message[position + 1];

    /// <summary>Notes a good name that a pointer may lead to. One more hop must be allowed, so that the fast path need not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remember(ref WireScan scan, int offset, int length, int hops)
    {
        if (offset <= MaxPointer && hops < WireScan.MaxHops)
        {
            scan.Checked[offset & SlotMask] = ((uint)offset << 16) | ((uint)hops << 8) | (uint)length;
        }
    }
}
