using System.Runtime.CompilerServices;
using Nomen.Client.Services;
using Nomen.Dns.Names;

namespace Nomen.Client.Datagram;

/// <summary>The letter case of one query name as sent (0x20): a random bit for each octet, used where the octet is a letter.</summary>
/// <remarks>Length octets are below 'A', so that names need no walking. Only the bits are kept: with the name they give what was sent.</remarks>
internal struct LetterCase
{
    private const int MaskLength = (DomainName.MaxLength + 7) / 8;
    private const byte CaseBit = 0x20;

    private Mask _mask;

    /// <summary>Draws new bits for a name of a length.</summary>
    public void Draw(DnsRandom random, int nameLength) => random.Fill(((Span<byte>)_mask)[..((nameLength + 7) / 8)]);

    /// <summary>Writes a name in this case; both spans have the length that was drawn for.</summary>
    public readonly void Apply(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        ReadOnlySpan<byte> mask = _mask;
        for (int i = 0; i < name.Length; i++)
        {
            byte octet = name[i];
            bool letter = (uint)((octet | CaseBit) - 'a') <= 'z' - 'a';
            int bit = ((mask[i >> 3] >> (i & 7)) & 1) * CaseBit;
            destination[i] = letter ? (byte)((octet & ~CaseBit) | bit) : octet;
        }
    }

    [InlineArray(MaskLength)]
    private struct Mask
    {
        private byte _first;
    }
}
