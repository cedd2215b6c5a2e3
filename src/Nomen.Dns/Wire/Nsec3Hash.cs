using System.Security.Cryptography;
using Nomen.Dns.Names;

namespace Nomen.Dns.Wire;

/// <summary>The hash that NSEC3 shows instead of names (RFC 5155 section 5), and the label that shows the hash (section 3.3). Low-level.</summary>
public static class Nsec3Hash
{
    /// <summary>Number of the one hash algorithm there is, SHA-1 (RFC 5155 section 11).</summary>
    public const byte Algorithm = 1;

    /// <summary>Length of a hash in octets.</summary>
    public const int Length = SHA1.HashSizeInBytes;

    /// <summary>Length of the label of a hash in octets, its length octet not counted.</summary>
    public const int LabelLength = 32;

    /// <summary>Longest salt: its length is one octet (RFC 5155 section 3.2).</summary>
    private const int MaxSalt = 255;
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuv";

    /// <summary>Hashes a name.</summary>
    /// <param name="name">Uncompressed wire form, in any letter case.</param>
    /// <param name="salt">The salt, at most 255 octets.</param>
    /// <param name="iterations">How often the hash is hashed again, 0 to 65,535. Each costs as much as the first: bound it before.</param>
    /// <param name="destination">At least <see cref="Length"/> octets.</param>
    public static void Compute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> salt, int iterations, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(salt.Length, MaxSalt);
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        Span<byte> buffer = stackalloc byte[DomainName.MaxLength + MaxSalt];
        NameCase.ToLower(name, buffer);
        salt.CopyTo(buffer[name.Length..]);
        SHA1.HashData(buffer[..(name.Length + salt.Length)], destination);

        buffer = buffer[..(Length + salt.Length)];
        salt.CopyTo(buffer[Length..]);
        for (; iterations > 0; iterations--)
        {
            destination[..Length].CopyTo(buffer);
            SHA1.HashData(buffer, destination);
        }
    }

    /// <summary>Reads the hash that a label shows; false when it shows none.</summary>
    /// <param name="label">The label without its length octet, in either letter case.</param>
    /// <param name="destination">At least <see cref="Length"/> octets.</param>
    public static bool TryReadLabel(ReadOnlySpan<byte> label, Span<byte> destination)
    {
        if (label.Length != LabelLength)
        {
            return false;
        }

        // 8 characters of 5 bits are 5 octets.
        ulong bits = 0;
        for (int i = 0; i < label.Length; i++)
        {
            int value = Alphabet.IndexOf((char)NameCase.Fold(label[i]), StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            bits = (bits << 5) | (uint)value;
            if ((i & 7) == 7)
            {
                for (int octet = 0; octet < 5; octet++)
                {
                    destination[(i >> 3) * 5 + octet] = (byte)(bits >> (32 - (8 * octet)));
                }
            }
        }

        return true;
    }

    /// <summary>Writes the label of a hash, without its length octet.</summary>
    /// <param name="hash"><see cref="Length"/> octets.</param>
    /// <param name="label">At least <see cref="LabelLength"/> octets.</param>
    public static void WriteLabel(ReadOnlySpan<byte> hash, Span<byte> label)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, Length);
        for (int i = 0; i < LabelLength; i++)
        {
            int bit = i * 5;
            int pair = (hash[bit / 8] << 8) | (bit / 8 + 1 < Length ? hash[bit / 8 + 1] : 0);
            label[i] = (byte)Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }
    }
}
