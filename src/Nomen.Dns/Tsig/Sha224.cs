using System.Buffers.Binary;
using System.Numerics;

namespace Nomen.Dns.Tsig;

/// <summary>SHA-224 (FIPS 180-4 sections 5.3.2, 6.2 and 6.3), which the runtime lacks: SHA-256 from other starting values, cut to 28 octets.</summary>
/// <remarks>For HMAC only. Runs in constant time: no branch or index depends on the data.</remarks>
internal sealed class Sha224
{
    public const int BlockLength = 64;
    public const int HashLength = 28;

    // The message ends with one bit 1 and its length in bits as a 64-bit number (FIPS 180-4 section 5.1.1).
    private const int LengthOffset = BlockLength - sizeof(ulong);

    private readonly uint[] _state = new uint[8];
    private readonly uint[] _schedule = new uint[64];
    private readonly byte[] _block = new byte[BlockLength];
    private int _filled;
    private ulong _length;

    public Sha224() => Clear();

    // The first 64 primes' cube roots (section 4.2.2) and the starting values (section 5.3.2).
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static ReadOnlySpan<uint> Start => [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    /// <summary>Starts anew, and leaves nothing of what was hashed.</summary>
    public void Clear()
    {
        Start.CopyTo(_state);
        Array.Clear(_schedule);
        Array.Clear(_block);
        _filled = 0;
        _length = 0;
    }

    /// <summary>Takes the next octets.</summary>
    public void Append(ReadOnlySpan<byte> octets)
    {
        _length += (ulong)octets.Length;
        while (!octets.IsEmpty)
        {
            int taken = Math.Min(octets.Length, BlockLength - _filled);
            octets[..taken].CopyTo(_block.AsSpan(_filled));
            octets = octets[taken..];
            _filled += taken;
            if (_filled == BlockLength)
            {
                Compress();
            }
        }
    }

    /// <summary>Writes the hash, and starts anew.</summary>
    public void Finish(Span<byte> hash)
    {
        ulong bits = _length * 8;
        _block[_filled++] = 0x80;
        if (_filled > LengthOffset)
        {
            Compress();
        }

        BinaryPrimitives.WriteUInt64BigEndian(_block.AsSpan(LengthOffset), bits);
        Compress();
        for (int i = 0; i < HashLength / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], _state[i]);
        }

        Clear();
    }

    /// <summary>FIPS 180-4 section 6.2.2, with its letters.</summary>
    private void Compress()
    {
        // 1.
        uint[] w = _schedule;
        for (int t = 0; t < 16; t++)
        {
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(t * sizeof(uint)));
        }

        for (int t = 16; t < w.Length; t++)
        {
            uint s0 = BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = s1 + w[t - 7] + s0 + w[t - 16];
        }

        // 2.
        (uint a, uint b, uint c, uint d) = (_state[0], _state[1], _state[2], _state[3]);
        (uint e, uint f, uint g, uint h) = (_state[4], _state[5], _state[6], _state[7]);

        // 3.
        for (int t = 0; t < w.Length; t++)
        {
            uint sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint t1 = h + sum1 + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
            uint sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }

        // 4.
        (_state[0], _state[1], _state[2], _state[3]) = (_state[0] + a, _state[1] + b, _state[2] + c, _state[3] + d);
        (_state[4], _state[5], _state[6], _state[7]) = (_state[4] + e, _state[5] + f, _state[6] + g, _state[7] + h);
        Array.Clear(_block);
        _filled = 0;
    }
}
