using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Text;

/// <summary>Reads the fields of one record in presentation form (RFC 1035 section 5.1), from a string or from a master file.</summary>
/// <remarks>
/// Every method throws <see cref="DnsTextException"/> with file, line and column, and says what was expected.
/// A method that reads a word refuses a quoted string, but where it says otherwise. Not thread-safe.
/// </remarks>
public sealed class RdataTextReader
{
    /// <summary>Longest rdata, in octets: RDLENGTH has 16 bits (RFC 1035 section 3.2.1).</summary>
    private const int MaxRdata = ushort.MaxValue;

    private readonly TextEntry _entry;
    private readonly string? _file;
    private int _next;
    private int _last = -1;

    /// <summary>Reads one record's text, or a part of it such as its rdata. Parentheses, comments and a final line end are allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">Completes names without a final dot.</param>
    /// <exception cref="DnsTextException">An open quote or parenthesis, or a second record behind the first.</exception>
    public RdataTextReader(ReadOnlySpan<char> text, DomainName origin)
    {
        TextLexer lexer = new(maxLineLength: TextEntry.MaxLength);
        _entry = lexer.Entry;
        Origin = origin;
        if (!lexer.Feed(text, out int taken))
        {
            lexer.Finish();
            return;
        }

        RequireEmpty(text[taken..], lexer.Entry.EndLine);
    }

    internal RdataTextReader(TextEntry entry, string? file, DomainName origin)
    {
        _entry = entry;
        _file = file;
        Origin = origin;
    }

    /// <summary>Completes names without a final dot.</summary>
    public DomainName Origin { get; internal set; }

    /// <summary>Whether every token was read.</summary>
    public bool AtEnd => _next >= _entry.Count;

    /// <summary>Characters of all tokens, read or not.</summary>
    internal int TextLength => _entry.Length;

    /// <summary>Whether the entry began with a blank, so that its owner is that of the record before.</summary>
    internal bool StartsWithBlank => _entry.StartsWithBlank;

    /// <summary>Reads a word or a quoted string: its characters as they stand, escapes not decoded, quotes removed.</summary>
    /// <param name="expected">What should stand here, for the error: "a preference".</param>
    /// <param name="quoted">Whether it stood in quotes.</param>
    /// <returns>Good until the next entry is read.</returns>
    public ReadOnlySpan<char> ReadToken(string expected, out bool quoted)
    {
        _last = _next;
        if (AtEnd)
        {
            throw Error(expected);
        }

        ref readonly TextToken token = ref _entry[_next++];
        quoted = token.IsQuoted;
        return _entry.Chars(token);
    }

    /// <summary>Reads a word: its characters as they stand, escapes not decoded.</summary>
    public ReadOnlySpan<char> ReadToken(string expected)
    {
        ReadOnlySpan<char> token = ReadToken(expected, out bool quoted);
        return quoted ? throw Error($"{expected}, without quotes") : token;
    }

    /// <summary>Reads <c>key</c>, <c>key=value</c> or <c>key="a value"</c> (RFC 9460 section 2.1): characters as they stand, escapes not decoded, quotes removed.</summary>
    public ReadOnlySpan<char> ReadParameter(string expected)
    {
        ReadOnlySpan<char> key = ReadToken(expected);
        if (AtEnd || key.IsEmpty || key[^1] != '=' || !_entry[_next].IsAdjacent || !_entry[_next].IsQuoted)
        {
            return key;
        }

        return _entry.Chars(_entry[_next - 1], _entry[_next++]);
    }

    /// <summary>The next token without reading it; empty at the end.</summary>
    public ReadOnlySpan<char> Peek(out bool quoted)
    {
        quoted = !AtEnd && _entry[_next].IsQuoted;
        return AtEnd ? default : _entry.Chars(_entry[_next]);
    }

    /// <summary>Reads a domain name; "<c>@</c>" is the origin.</summary>
    public DomainName ReadName(string expected = "a domain name")
    {
        ReadOnlySpan<char> token = ReadToken(expected);
        return NameText.TryParse(token, Origin, out DomainName name, out string? wanted, out int column) ? name : throw Error(wanted, column - 1);
    }

    /// <summary>Reads a decimal number of 8 bits.</summary>
    public byte ReadUInt8(string expected) => (byte)ReadNumber(expected, byte.MaxValue);

    /// <summary>Reads a decimal number of 16 bits.</summary>
    public ushort ReadUInt16(string expected) => (ushort)ReadNumber(expected, ushort.MaxValue);

    /// <summary>Reads a decimal number of 32 bits.</summary>
    public uint ReadUInt32(string expected) => (uint)ReadNumber(expected, uint.MaxValue);

    /// <summary>Reads a decimal number of 48 bits.</summary>
    public ulong ReadUInt48(string expected) => ReadNumber(expected, (1UL << 48) - 1);

    /// <summary>Reads a decimal number of 64 bits.</summary>
    public ulong ReadUInt64(string expected) => ReadNumber(expected, ulong.MaxValue);

    /// <summary>Reads a number of seconds of 32 bits: <c>5400</c>, or <c>1h30m</c> with the units w, d, h, m, s in either case.</summary>
    public uint ReadSeconds(string expected) =>
        SecondsText.TryParse(ReadToken(expected), out uint seconds) ? seconds : throw Error($"{expected}: seconds, or a time such as 1w2d3h4m5s");

    /// <summary>Reads a type: its mnemonic in either case, or <c>TYPE65280</c> (RFC 3597 section 5).</summary>
    public DnsType ReadType(string expected = "a record type") =>
        DnsTypeText.TryParse(ReadToken(expected), out DnsType type) ? type : throw Error(expected);

    /// <summary>Reads a character-string of at most 255 octets, in quotes or not.</summary>
    public byte[] ReadCharacterString(string expected)
    {
        byte[] octets = ReadLongString(expected);
        return octets.Length <= byte.MaxValue ? octets : throw Error($"{expected} of at most 255 octets");
    }

    /// <summary>Reads a string of at most 65,535 octets, in quotes or not (URI, CAA).</summary>
    public byte[] ReadLongString(string expected)
    {
        ReadOnlySpan<char> token = ReadToken(expected, out bool quoted);
        byte[] rented = ArrayPool<byte>.Shared.Rent(CharacterStringText.MaxOctets(token.Length));
        bool good = CharacterStringText.TryDecode(token, rented, out int length, out string? wanted, out int index);
        byte[]? octets = good && length <= MaxRdata ? rented[..length] : null;
        ArrayPool<byte>.Shared.Return(rented);
        return octets ?? throw (good ? Error($"{expected} of at most {MaxRdata} octets") : Error(wanted!, quoted ? index + 1 : index));
    }

    /// <summary>Reads one word of hexadecimal digits, two for each octet.</summary>
    public byte[] ReadHex(string expected) => DecodeHex(ReadToken(expected), expected);

    /// <summary>Reads hexadecimal digits to the end; blanks may split them anywhere. None are no octets.</summary>
    public byte[] ReadHexToEnd(string expected) => AtEnd ? [] : DecodeHex(ReadWordsToEnd(expected), expected);

    /// <summary>Reads one word of base 64 (RFC 4648 section 4).</summary>
    public byte[] ReadBase64(string expected) => DecodeBase64(ReadToken(expected), expected);

    /// <summary>Reads base 64 to the end; blanks may split it anywhere. None is no octets.</summary>
    public byte[] ReadBase64ToEnd(string expected) => AtEnd ? [] : DecodeBase64(ReadWordsToEnd(expected), expected);

    /// <summary>Reads one word of base 32 with the extended hex alphabet, without padding (RFC 4648 section 7).</summary>
    public byte[] ReadBase32Hex(string expected) =>
        Base32Hex.TryDecode(ReadToken(expected), out byte[] octets) ? octets : throw Error($"{expected} in base32hex without padding");

    /// <summary>Reads the generic form <c>\# length hex</c> to the end when it stands here (RFC 3597 section 5).</summary>
    public bool TryReadGeneric([NotNullWhen(true)] out byte[]? octets)
    {
        octets = null;
        if (Peek(out bool quoted) is not @"\#" || quoted)
        {
            return false;
        }

        ReadToken(@"\#");
        int length = ReadUInt16("the rdata's length in octets");
        octets = ReadHexToEnd("rdata in hexadecimal digits");
        return octets.Length == length ? true : throw Error($"{length} octets of rdata in hexadecimal digits");
    }

    /// <summary>Requires that every token was read.</summary>
    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            _last = _next;
            throw Error("the end of the record");
        }
    }

    /// <summary>An error at the last token read.</summary>
    /// <param name="expected">What should have stood there: "a preference of at most 65535".</param>
    public DnsTextException Error(string expected) => Error(expected, 0);

    /// <summary>An error inside the last token read, so many characters in; at the first token when none was read.</summary>
    internal DnsTextException Error(string expected, int offset)
    {
        int at = Math.Max(_last, 0);
        if (at >= _entry.Count)
        {
            return new DnsTextException(expected, string.Empty, _file, _entry.EndLine, _entry.EndColumn);
        }

        TextToken token = _entry[at];
        return new DnsTextException(expected, _entry.Chars(token).ToString(), _file, token.Line, token.Column + offset);
    }

    /// <summary>An error at the last token read that another one caused.</summary>
    internal DnsTextException Error(string expected, string found, Exception cause)
    {
        DnsTextException here = Error(expected);
        return new DnsTextException(expected, found, here.File, here.Line, here.Column, cause);
    }

    /// <summary>Starts over with the entry's first token.</summary>
    internal void Rewind()
    {
        _next = 0;
        _last = -1;
    }

    private static void RequireEmpty(ReadOnlySpan<char> rest, int lines)
    {
        TextLexer lexer = new(maxLineLength: TextEntry.MaxLength);
        if (!lexer.Feed(rest, out _) && !lexer.Finish())
        {
            return;
        }

        TextToken token = lexer.Entry[0];
        throw new DnsTextException("the end of the record", lexer.Entry.Chars(token).ToString(), null, token.Line + lines, token.Column);
    }

    private ulong ReadNumber(string expected, ulong most)
    {
        ReadOnlySpan<char> token = ReadToken(expected);
        return ulong.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value <= most
            ? value
            : throw Error(string.Create(CultureInfo.InvariantCulture, $"{expected}: a number from 0 to {most}"));
    }

    private ReadOnlySpan<char> ReadWordsToEnd(string expected)
    {
        TextToken first = _entry[_next];
        ReadToken(expected);
        int length = first.Length;
        while (!AtEnd)
        {
            length += ReadToken(expected).Length;
        }

        // Tokens stand one behind the other in the entry, so that together they are one span.
        return _entry.Chars(first with { Length = length });
    }

    private byte[] DecodeHex(ReadOnlySpan<char> text, string expected)
    {
        byte[] octets = new byte[text.Length / 2];
        return text.Length % 2 == 0 && octets.Length <= MaxRdata && Convert.FromHexString(text, octets, out _, out _) == OperationStatus.Done
            ? octets
            : throw Error($"{expected}: an even number of hexadecimal digits");
    }

    private byte[] DecodeBase64(ReadOnlySpan<char> text, string expected)
    {
        byte[] octets = new byte[(text.Length + 3) / 4 * 3];

        // Bits that the padding cuts off must be zero (RFC 4648 section 3.5): they would be lost.
        return Convert.TryFromBase64Chars(text, octets, out int written) && written <= MaxRdata && IsCanonical(text)
            ? octets[..written]
            : throw Error($"{expected} in base 64");
    }

    private static bool IsCanonical(ReadOnlySpan<char> base64) =>
        !base64.EndsWith('=') || (base64.EndsWith("==") ? "AQgw".Contains(base64[^3], StringComparison.Ordinal) : "AEIMQUYcgkosw048".Contains(base64[^2], StringComparison.Ordinal));
}
