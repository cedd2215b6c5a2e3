using System.Runtime.CompilerServices;
using Nomen.Client.Services;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Client.Datagram;

/// <summary>The letter case of one query name as sent (0x20): a random bit for each octet, used where the octet is a letter.</summary>
/// <remarks>Only the bits are kept: with the name they give what was sent.</remarks>
internal struct LetterCase
{
    private const int MaskLength = (DomainName.MaxLength + 7) / 8;

    private Mask _mask;

    /// <summary>Draws new bits for a name of a length.</summary>
    public void Draw(DnsRandom random, int nameLength) => random.Fill(((Span<byte>)_mask)[..NameCase.RandomOctets(nameLength)]);

    /// <summary>Writes a name in this case; both spans have the length that was drawn for.</summary>
    public readonly void Apply(ReadOnlySpan<byte> name, Span<byte> destination) => NameCase.Randomize(name, _mask, destination);

    [InlineArray(MaskLength)]
    private struct Mask
    {
        private byte _first;
    }
}
