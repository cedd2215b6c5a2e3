using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Caching;

/// <summary>Seeded multiply-and-fold hash of a question section in lower case: nobody can prepare names that collide.</summary>
internal static class QuestionHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    /// <summary>64 bits, all of them usable.</summary>
    public static ulong Compute(ReadOnlySpan<byte> question, ulong seed)
    {
        ulong hash = seed ^ (uint)question.Length;
        while (question.Length > sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(question));
            question = question[sizeof(ulong)..];
        }

        ulong tail = 0;
        if (question.Length == sizeof(ulong))
        {
            tail = MemoryMarshal.Read<ulong>(question);
        }
        else if (question.Length >= sizeof(uint))
        {
            // Two reads that overlap; the length went into the hash already.
            tail = MemoryMarshal.Read<uint>(question) | ((ulong)MemoryMarshal.Read<uint>(question[^sizeof(uint)..]) << 32);
        }
        else
        {
            foreach (byte octet in question)
            {
                tail = (tail << 8) | octet;
            }
        }

        return Mix(Mix(hash ^ tail) ^ seed);
    }

    /// <summary>The hash of what is kept for some clients of a question: another one for each network, so that many of them do not crowd one set.</summary>
    public static ulong WithSubnet(ulong hash, SubnetPrefix subnet) => subnet.Family == SubnetPrefix.Everyone
        ? hash
        : Mix(Mix(Mix(hash ^ ((ulong)subnet.Family << 8) ^ subnet.Length) ^ (ulong)(subnet.Bits >> 64)) ^ (ulong)subnet.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, Multiplier, out ulong low);
        return high ^ low;
    }
}
