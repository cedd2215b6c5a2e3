using System.Globalization;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;

namespace Nomen.Dns.Text;

/// <summary>Writes the fields of a record in presentation form, with one blank between them (RFC 1035 section 5.1).</summary>
/// <remarks>Everything that comes from the network leaves it escaped: the text is printable ASCII. Not thread-safe; <see cref="Clear"/> makes it ready for the next record.</remarks>
public sealed class RdataTextWriter
{
    private readonly RdataTextFormat _format;
    private char[] _chars = new char[128];
    private int _length;
    private bool _needsBlank;

    /// <summary>Starts with no text.</summary>
    /// <param name="format">How to write; null is <see cref="RdataTextFormat.Default"/>.</param>
    public RdataTextWriter(RdataTextFormat? format = null) => _format = format ?? RdataTextFormat.Default;

    /// <summary>What was written, until the next write.</summary>
    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    /// <summary>How it is written.</summary>
    public RdataTextFormat Format => _format;

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _length = 0;
        _needsBlank = false;
    }

    /// <summary>Writes a word as it is: printable ASCII with no blank, quote, semicolon or parenthesis.</summary>
    public void WriteToken(ReadOnlySpan<char> token) => token.CopyTo(Begin(token.Length));

    /// <summary>Writes a domain name, escaped; relative to <see cref="RdataTextFormat.Origin"/> when that is set and the name lies there.</summary>
    public void WriteName(DomainName name)
    {
        Span<char> room = Begin(NameText.MaxTextLength);
        Trim(NameText.MaxTextLength, _format.Origin is { } origin ? NameText.FormatRelative(name, origin, room) : NameText.Format(name.Wire, room));
    }

    /// <summary>Writes a name of a message, escaped and in full.</summary>
    public void WriteName(NameView name)
    {
        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        wire = wire[..name.CopyTo(wire)];
        Span<char> room = Begin(NameText.MaxTextLength);
        Trim(NameText.MaxTextLength, NameText.Format(wire, room));
    }

    /// <summary>Writes an IPv4 or IPv6 address of 4 or 16 octets.</summary>
    internal void WriteAddress(ReadOnlySpan<byte> octets)
    {
        Span<char> room = Begin(AddressText.MaxLength);
        Trim(AddressText.MaxLength, AddressText.Format(octets, room));
    }

    /// <summary>Writes a decimal number.</summary>
    public void WriteNumber(ulong value)
    {
        const int Longest = 20;
        value.TryFormat(Begin(Longest), out int written, default, CultureInfo.InvariantCulture);
        Trim(Longest, written);
    }

    /// <summary>Writes octets as a string in quotes, escaped.</summary>
    public void WriteString(ReadOnlySpan<byte> octets)
    {
        int most = CharacterStringText.MaxCharacters(octets.Length) + 2;
        Span<char> room = Begin(most);
        room[0] = '"';
        int length = CharacterStringText.Encode(octets, room[1..]) + 1;
        room[length] = '"';
        Trim(most, length + 1);
    }

    /// <summary>Writes a field that ends the rdata in hexadecimal digits; split when <see cref="RdataTextFormat.ChunkLength"/> says so. No octets write nothing.</summary>
    public void WriteHexToEnd(ReadOnlySpan<byte> octets) => WriteChunks(Convert.ToHexString(octets));

    /// <summary>Writes one word of hexadecimal digits. No octets write nothing.</summary>
    public void WriteHex(ReadOnlySpan<byte> octets)
    {
        if (!octets.IsEmpty)
        {
            Convert.TryToHexString(octets, Begin(octets.Length * 2), out _);
        }
    }

    /// <summary>Writes a field that ends the rdata in base 64; split when <see cref="RdataTextFormat.ChunkLength"/> says so. No octets write nothing.</summary>
    public void WriteBase64ToEnd(ReadOnlySpan<byte> octets) => WriteChunks(Convert.ToBase64String(octets));

    /// <summary>Writes one word of base 64. No octets write nothing.</summary>
    public void WriteBase64(ReadOnlySpan<byte> octets)
    {
        if (!octets.IsEmpty)
        {
            Convert.TryToBase64Chars(octets, Begin((octets.Length + 2) / 3 * 4), out _);
        }
    }

    /// <summary>Writes one word of base 32 with the extended hex alphabet, without padding (RFC 5155 section 3.3). No octets write nothing.</summary>
    public void WriteBase32Hex(ReadOnlySpan<byte> octets)
    {
        if (!octets.IsEmpty)
        {
            Base32Hex.Encode(octets, Begin(Base32Hex.EncodedLength(octets.Length)));
        }
    }

    /// <summary>Writes the generic form <c>\# length hex</c> (RFC 3597 section 5).</summary>
    public void WriteGeneric(ReadOnlySpan<byte> octets)
    {
        WriteToken(@"\#");
        WriteNumber((ulong)octets.Length);
        WriteHexToEnd(octets);
    }

    /// <summary>What was written, as a string.</summary>
    public override string ToString() => new(Written);

    private void WriteChunks(ReadOnlySpan<char> text)
    {
        int chunk = _format.ChunkLength == 0 ? text.Length : _format.ChunkLength;
        for (; text.Length > chunk; text = text[chunk..])
        {
            WriteToken(text[..chunk]);
        }

        if (!text.IsEmpty)
        {
            WriteToken(text);
        }
    }

    /// <summary>A blank if one is needed, and room for so many characters, which count as written.</summary>
    private Span<char> Begin(int characters)
    {
        int needed = _length + characters + 1;
        if (needed > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(needed, _chars.Length * 2));
        }

        if (_needsBlank)
        {
            _chars[_length++] = ' ';
        }

        _needsBlank = true;
        _length += characters;
        return _chars.AsSpan(_length - characters, characters);
    }

    /// <summary>Gives back the room that was not needed.</summary>
    private void Trim(int asked, int used) => _length -= asked - used;
}
