using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nomen.Dns.Names;

/// <summary>ASCII case folding of whole wire names: length octets are below 'A', so no label needs to be found first.</summary>
internal static class NameCase
{
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

    public static void ToLower(ReadOnlySpan<byte> source, Span<byte> destination)
    {
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Fold(byte octet) => (uint)(octet - 'A') <= 'Z' - 'A' ? (byte)(octet | 0x20) : octet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong octets)
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
}
