using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Names;

/// <summary>Seeded multiply-and-fold hash of a wire name, without case.</summary>
internal static class NameHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static int Compute(ReadOnlySpan<byte> wire, ulong seed)
    {
        ulong hash = seed ^ (uint)wire.Length;
        int i = 0;
        for (; wire.Length - i >= sizeof(ulong); i += sizeof(ulong))
        {
            hash = Mix(hash ^ NameCase.Fold(MemoryMarshal.Read<ulong>(wire[i..])));
        }

        ulong tail = 0;
        for (; i < wire.Length; i++)
        {
            tail = (tail << 8) | NameCase.Fold(wire[i]);
        }

        hash = Mix(hash ^ tail ^ seed);
        return (int)(hash ^ (hash >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, Multiplier, out ulong low);
        return high ^ low;
    }
}
