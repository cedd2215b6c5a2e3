namespace Nomen.Dns.Text;

/// <summary>Base 32 with the extended hex alphabet, without padding, as NSEC3 writes hashes (RFC 4648 section 7, RFC 5155 section 3.3).</summary>
internal static class Base32Hex
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    public static int EncodedLength(int octets) => ((octets * 8) + 4) / 5;

    /// <summary>Writes <see cref="EncodedLength"/> characters.</summary>
    public static void Encode(ReadOnlySpan<byte> octets, Span<char> destination)
    {
        int bits = 0;
        int held = 0;
        int written = 0;
        foreach (byte octet in octets)
        {
            bits = ((bits << 8) | octet) & 0xfff;
            for (held += 8; held >= 5; held -= 5)
            {
                destination[written++] = Alphabet[(bits >> (held - 5)) & 31];
            }
        }

        if (held > 0)
        {
            destination[written] = Alphabet[(bits << (5 - held)) & 31];
        }
    }

    /// <summary>Reads characters of either case; false for other characters, a length that no octets have, or bits left over that are not zero.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] octets)
    {
        octets = new byte[text.Length * 5 / 8];
        if (EncodedLength(octets.Length) != text.Length)
        {
            return false;
        }

        int bits = 0;
        int held = 0;
        int written = 0;
        foreach (char c in text)
        {
            int value = char.IsAscii(c) ? Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal) : -1;
            if (value < 0)
            {
                return false;
            }

            bits = ((bits << 5) | value) & 0xfff;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                octets[written++] = (byte)(bits >> held);
            }
        }

        return (bits & ((1 << held) - 1)) == 0;
    }
}
