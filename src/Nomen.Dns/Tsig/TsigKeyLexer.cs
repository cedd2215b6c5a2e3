using Nomen.Dns.Errors;

namespace Nomen.Dns.Tsig;

/// <summary>The words of a key file: plain or in quotes, and the marks <c>{ } ;</c>. Comments begin with <c>#</c>, <c>//</c> or <c>/*</c> where a word could begin.</summary>
internal sealed class TsigKeyLexer(string text, string? file)
{
    private int _position;
    private int _start;

    /// <summary>The current word or mark; null at the end.</summary>
    public string? Token { get; private set; }

    /// <summary>Whether the current word stood in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Whether a slash can begin a comment. In the lists of Knot a secret without quotes can begin so.</summary>
    public bool HasSlashComments { get; set; } = true;

    /// <summary>Moves to the next word or mark; null at the end.</summary>
    public string? Read()
    {
        SkipBlanks();
        _start = _position;
        IsQuoted = false;
        if (_position == text.Length)
        {
            return Token = null;
        }

        char first = text[_position];
        if (first == '"')
        {
            return ReadQuoted();
        }

        _position++;
        if (!IsMark(first))
        {
            while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && !IsMark(text[_position]) && text[_position] != '"')
            {
                _position++;
            }
        }

        return Token = text[_start.._position];
    }

    /// <summary>Reads a word, which is no mark.</summary>
    public string ReadWord(string expected)
    {
        string? word = Read();
        bool isMark = word is "{" or "}" or ";" && !IsQuoted;
        return word is null || isMark ? throw Expected(expected) : word;
    }

    /// <summary>Reads one mark.</summary>
    public void ReadMark(string mark)
    {
        if (Read() != mark || IsQuoted)
        {
            throw Expected(mark);
        }
    }

    /// <summary>An error where the current word stands, which it does not show.</summary>
    public DnsTextException Expected(string expected)
    {
        int line = 1 + text.AsSpan(0, _start).Count('\n');
        int column = _start - text.AsSpan(0, _start).LastIndexOf('\n');
        return new DnsTextException(expected, Token is null ? "the end" : TsigKeyText.Hidden, file, line, column);
    }

    private static bool IsMark(char character) => character is '{' or '}' or ';';

    private string ReadQuoted()
    {
        int end = text.IndexOfAny(['"', '\n'], _position + 1);
        if (end < 0 || text[end] == '\n')
        {
            Token = string.Empty;
            throw Expected("a quote at the end of the word");
        }

        IsQuoted = true;
        Token = text[(_position + 1)..end];
        _position = end + 1;
        return Token;
    }

    private void SkipBlanks()
    {
        while (_position < text.Length)
        {
            ReadOnlySpan<char> rest = text.AsSpan(_position);
            if (char.IsWhiteSpace(rest[0]))
            {
                _position++;
            }
            else if (rest[0] == '#' || (HasSlashComments && rest.StartsWith("//")))
            {
                int end = rest.IndexOf('\n');
                _position = end < 0 ? text.Length : _position + end;
            }
            else if (HasSlashComments && rest.StartsWith("/*"))
            {
                int end = rest.IndexOf("*/");
                _position = end < 0 ? text.Length : _position + end + 2;
            }
            else
            {
                return;
            }
        }
    }
}
