using System.Runtime.CompilerServices;
using Nomen.Dns.Names;

namespace Nomen.Dns.Wire;

/// <summary>Finds, checks and expands compressed names (RFC 1035 section 4.1.4).</summary>
/// <remarks>Every method returns the new position, or -1 when the octets are bad. Low-level.</remarks>
public static class NameScan
{
    private const int LabelMask = 0xc0;
    private const int HeaderLength = 12;

    /// <summary>Checks the name at <paramref name="position"/> and returns the position behind it; -1 and an error in <paramref name="scan"/> if it is bad.</summary>
    /// <param name="message">The whole message: pointers count from its start.</param>
    /// <param name="position">Offset of the name.</param>
    /// <param name="scan">The pass that this is part of.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Validate(ReadOnlySpan<byte> message, int position, ref WireScan scan)
    {
        // Fast paths: a pointer to a name that was checked already, and the root.
        if ((uint)(position + 1) < (uint)message.Length && message[position] >= LabelMask)
        {
            int target = ((message[position] & 0x3f) << 8) | message[position + 1];
            if (target < position && (scan.Checked[target & 63] >> 16) == (uint)target && target >= HeaderLength)
            {
                return position + 2;
            }
        }
        else if ((uint)position < (uint)message.Length && message[position] == 0)
        {
            return position + 1;
        }

        return ValidateSlow(message, position, ref scan);
    }

    /// <summary>Position behind a name that was validated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Skip(ReadOnlySpan<byte> message, int position)
    {
        while (true)
        {
            int octet = message[position];
            if (octet >= LabelMask)
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
            if (octet >= LabelMask)
            {
                position = ((octet & 0x3f) << 8) | message[position + 1];
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
        int compared = 0;
        while (true)
        {
            int octet = message[position];
            if (octet >= LabelMask)
            {
                position = ((octet & 0x3f) << 8) | message[position + 1];
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

    private static int ValidateSlow(ReadOnlySpan<byte> message, int start, ref WireScan scan)
    {
        int position = start;
        int length = 0;
        while (true)
        {
            if ((uint)position >= (uint)message.Length)
            {
                return scan.Fail(FormatErrorKind.Truncated, position);
            }

            int octet = message[position];
            if (octet >= LabelMask)
            {
                if (position + 1 >= message.Length)
                {
                    return scan.Fail(FormatErrorKind.Truncated, position + 1);
                }

                int rest = PointedLength(message, position, ref scan);
                if (rest < 0 || length + rest > DomainName.MaxLength)
                {
                    return scan.Fail(FormatErrorKind.Name, start);
                }

                Remember(ref scan, start, length + rest);
                return position + 2;
            }

            if (octet > DomainName.MaxLabelLength)
            {
                return scan.Fail(FormatErrorKind.LabelType, position);
            }

            length += octet + 1;
            position += octet + 1;
            if (length > DomainName.MaxLength)
            {
                return scan.Fail(FormatErrorKind.Name, start);
            }

            if (octet == 0)
            {
                Remember(ref scan, start, length);
                return position;
            }
        }
    }

    /// <summary>Expanded length of what the pointer at <paramref name="position"/> leads to; -1 when it leads nowhere good.</summary>
    private static int PointedLength(ReadOnlySpan<byte> message, int position, ref WireScan scan)
    {
        int first = 0;
        int length = 0;
        int limit = position;
        for (int hops = 1; ; hops++)
        {
            // Pointers only go back, before the label run that holds them: no loop is possible.
            int target = ((message[position] & 0x3f) << 8) | message[position + 1];
            if (target >= limit || target < HeaderLength)
            {
                return scan.Fail(FormatErrorKind.Pointer, position);
            }

            if (hops > WireScan.MaxHops || --scan.StepsLeft < 0)
            {
                return scan.Fail(FormatErrorKind.PointerBudget, position);
            }

            uint known = scan.Checked[target & 63];
            if ((known >> 16) == (uint)target)
            {
                length += (int)(known & 0xffff);
                if (hops > 1 && length <= DomainName.MaxLength)
                {
                    Remember(ref scan, first, length);
                }

                return length;
            }

            first = hops == 1 ? target : first;
            limit = target;
            position = target;
            int end = SkipLabels(message, ref position, ref length, ref scan);
            if (end < 0)
            {
                return -1;
            }

            if (end == 0)
            {
                Remember(ref scan, first, length);
                return length;
            }
        }
    }

    /// <summary>Walks labels up to the root (0) or a pointer (1); -1 when they are bad.</summary>
    private static int SkipLabels(ReadOnlySpan<byte> message, ref int position, ref int length, ref WireScan scan)
    {
        while (true)
        {
            if (position >= message.Length)
            {
                return scan.Fail(FormatErrorKind.Truncated, position);
            }

            int octet = message[position];
            if (octet >= LabelMask)
            {
                return position + 1 < message.Length ? 1 : scan.Fail(FormatErrorKind.Truncated, position + 1);
            }

            if (octet > DomainName.MaxLabelLength)
            {
                return scan.Fail(FormatErrorKind.LabelType, position);
            }

            length += octet + 1;
            position += octet + 1;
            if (length > DomainName.MaxLength)
            {
                return scan.Fail(FormatErrorKind.Name, position);
            }

            if (--scan.StepsLeft < 0)
            {
                return scan.Fail(FormatErrorKind.PointerBudget, position);
            }

            if (octet == 0)
            {
                return 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remember(ref WireScan scan, int offset, int length) => scan.Checked[offset & 63] = ((uint)offset << 16) | (uint)length;
}
