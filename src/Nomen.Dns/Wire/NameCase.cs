using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nomen.Dns.Wire;

/// <summary>ASCII letter case of whole wire names (RFC 4343): length octets are below 'A', so no label needs to be found first. Low-level.</summary>
public static class NameCase
{
    /// <summary>Whether two uncompressed names, or parts of such, are equal without case.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        int i = 0;
        for (; left.Length - i >= Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            if (Fold(Vector128.Create(left[i..])) != Fold(Vector128.Create(right[i..])))
            {
                return false;
            }
        }

        for (; left.Length - i >= sizeof(ulong); i += sizeof(ulong))
        {
            if (Fold(MemoryMarshal.Read<ulong>(left[i..])) != Fold(MemoryMarshal.Read<ulong>(right[i..])))
            {
                return false;
            }
        }

        for (; i < left.Length; i++)
        {
            if (Fold(left[i]) != Fold(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Copies an uncompressed name with A to Z in lower case.</summary>
    /// <param name="source">The name.</param>
    /// <param name="destination">As long as the name, or longer; may be the name itself.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static void ToLower(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ThrowIfShort(source, destination);
        int i = 0;
        for (; source.Length - i >= Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Fold(Vector128.Create(source[i..])).CopyTo(destination[i..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = Fold(source[i]);
        }
    }

    /// <summary>Octets of randomness that <see cref="Randomize"/> takes for a name: a bit for each octet, rounded up; 1 to 32.</summary>
    /// <param name="nameLength">Length of the uncompressed name in octets.</param>
    public static int RandomOctets(int nameLength) => (nameLength + 7) / 8;

    /// <summary>Copies an uncompressed name with each letter's case flipped where a random bit says so ("0x20"): what a forger must guess as well.</summary>
    /// <param name="name">The name.</param>
    /// <param name="random">At least <see cref="RandomOctets"/> octets, from a cryptographic generator: bit n of octet m decides about octet 8m + n of the name.</param>
    /// <param name="destination">As long as the name, or longer; may be the name itself.</param>
    /// <exception cref="ArgumentException"><paramref name="random"/> or <paramref name="destination"/> is too short.</exception>
    public static void Randomize(ReadOnlySpan<byte> name, ReadOnlySpan<byte> random, Span<byte> destination)
    {
        ThrowIfShort(name, destination);
        if (random.Length < RandomOctets(name.Length))
        {
            throw new ArgumentException("Every octet of the name needs a random bit.", nameof(random));
        }

        int i = 0;
        for (; name.Length - i >= Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            ushort bits = MemoryMarshal.Read<ushort>(random[(i / 8)..]);
            Flip(Vector128.Create(name[i..]), bits).CopyTo(destination[i..]);
        }

        for (; i < name.Length; i++)
        {
            int flip = (random[i / 8] >> (i % 8)) & 1;
            destination[i] = IsLetter(name[i]) ? (byte)(name[i] ^ (flip << 5)) : name[i];
        }
    }

    /// <summary>One octet in lower case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte Fold(byte octet) => (uint)(octet - 'A') <= 'Z' - 'A' ? (byte)(octet | 0x20) : octet;

    /// <summary>Eight octets in lower case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Fold(ulong octets)
    {
        // Eight octets at once: bit 7 of each lane of `upper` says "between A and Z"; octets over 127 are left alone.
        ulong low = octets & 0x7f7f7f7f7f7f7f7f;
        ulong upper = (low + 0x3f3f3f3f3f3f3f3f) & ~(low + 0x2525252525252525) & ~octets & 0x8080808080808080;
        return octets | (upper >> 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Fold(Vector128<byte> octets)
    {
        Vector128<byte> isUpper = Vector128.LessThan(octets - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
        return octets | (isUpper & Vector128.Create((byte)0x20));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Flip(Vector128<byte> octets, ushort bits)
    {
        Vector128<byte> isLetter = Vector128.LessThan((octets | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
        Vector128<byte> bitOfLane = Vector128.Create(0x8040_2010_0804_0201).AsByte();
        Vector128<byte> chosen = Vector128.Create(Vector64.Create((byte)bits), Vector64.Create((byte)(bits >> 8)));
        Vector128<byte> flip = Vector128.Equals(chosen & bitOfLane, bitOfLane);
        return octets ^ (flip & isLetter & Vector128.Create((byte)0x20));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLetter(byte octet) => (uint)((octet | 0x20) - 'a') <= 'z' - 'a';

    private static void ThrowIfShort(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length < source.Length)
        {
            throw new ArgumentException("The destination is shorter than the name.", nameof(destination));
        }
    }
}
