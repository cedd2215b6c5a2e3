namespace Nomen.Dns.Text;

/// <summary>The tokens of one entry of a master file: a record or a directive, over several lines when in parentheses. Used again for the next one.</summary>
internal sealed class TextEntry
{
    /// <summary>
    /// Most characters in one entry: rdata of 65,535 octets that each need four characters, with room to spare.
    /// Without it an open parenthesis would take the whole file into memory.
    /// </summary>
    public const int MaxLength = 1 << 20;

    private char[] _chars = new char[256];
    private TextToken[] _tokens = new TextToken[16];

    /// <summary>Characters held.</summary>
    public int Length { get; private set; }

    /// <summary>Tokens held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the entry began with a blank: the owner is that of the record before (RFC 1035 section 5.1).</summary>
    public bool StartsWithBlank { get; set; }

    /// <summary>Line where the entry ends.</summary>
    public int EndLine { get; set; } = 1;

    /// <summary>Column where the entry ends.</summary>
    public int EndColumn { get; set; } = 1;

    public ref readonly TextToken this[int index] => ref _tokens[index];

    public ReadOnlySpan<char> Chars(scoped in TextToken token) => _chars.AsSpan(token.Start, token.Length);

    /// <summary>Characters of two tokens that stand one behind the other.</summary>
    public ReadOnlySpan<char> Chars(scoped in TextToken first, scoped in TextToken second) => _chars.AsSpan(first.Start, first.Length + second.Length);

    public void Clear()
    {
        Length = 0;
        Count = 0;
        StartsWithBlank = false;
    }

    public void Append(ReadOnlySpan<char> chars)
    {
        if (_chars.Length - Length < chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + chars.Length));
        }

        chars.CopyTo(_chars.AsSpan(Length));
        Length += chars.Length;
    }

    public void Add(in TextToken token)
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        _tokens[Count++] = token;
    }
}
