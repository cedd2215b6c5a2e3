using System.Buffers;
using Nomen.Dns.Errors;

namespace Nomen.Dns.Text;

/// <summary>Cuts text into entries and tokens: quotes, escapes, comments, parentheses (RFC 1035 section 5.1).</summary>
/// <remarks>Takes text in pieces of any size and does no I/O, so that the same lexer serves strings, readers and asynchronous readers.</remarks>
internal sealed class TextLexer
{
    /// <summary>Longest line in characters, by default: security against input that never ends, and more than any tool writes.</summary>
    public const int DefaultMaxLineLength = 65536;

    private static readonly SearchValues<char> EndOfWord = SearchValues.Create(" \t\r\n;()\"\\");
    private static readonly SearchValues<char> EndOfQuoted = SearchValues.Create("\"\\\n");

    private readonly string? _file;
    private readonly int _maxLineLength;
    private State _state;
    private bool _escaped;
    private bool _adjacent;
    private bool _tokenIsAdjacent;
    private int _depth;
    private int _line = 1;
    private int _column = 1;
    private int _tokenStart;
    private int _tokenLine;
    private int _tokenColumn;
    private int _openLine;
    private int _openColumn;

    public TextLexer(string? file = null, int maxLineLength = DefaultMaxLineLength)
    {
        _file = file;
        _maxLineLength = maxLineLength;
    }

    private enum State
    {
        /// <summary>Entered at the start, and behind a token; left at the first character that is no blank.</summary>
        Between,

        /// <summary>Entered at the first character of a word; left at a blank, a quote, a parenthesis, a comment or the line's end.</summary>
        Word,

        /// <summary>Entered at a quote; left at the next one.</summary>
        Quoted,

        /// <summary>Entered at a semicolon; left at the line's end.</summary>
        Comment,
    }

    /// <summary>The entry being read; complete when <see cref="Feed"/> or <see cref="Finish"/> returned true, until the next call.</summary>
    public TextEntry Entry { get; } = new();

    /// <summary>The line being read, from 1.</summary>
    public int Line => _line;

    /// <summary>Takes characters up to the end of an entry; false when all were taken and the entry goes on.</summary>
    /// <exception cref="DnsTextException">A quote inside a line's end, a parenthesis too many, a line or an entry that is too long.</exception>
    public bool Feed(ReadOnlySpan<char> text, out int taken)
    {
        taken = 0;
        while (taken < text.Length)
        {
            int before = taken;
            bool complete = Step(text[taken..], ref taken);
            if (text[taken - 1] != '\n')
            {
                Advance(taken - before);
            }

            if (complete)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text ends here; true when that completes an entry.</summary>
    /// <exception cref="DnsTextException">A quote, an escape or a parenthesis is still open.</exception>
    public bool Finish()
    {
        if (_escaped)
        {
            throw Error("a character after the backslash", _line, _column);
        }

        if (_state == State.Quoted)
        {
            throw Error("a closing quote", _line, _column);
        }

        if (_depth > 0)
        {
            throw Error("a closing parenthesis for the one opened here", _openLine, _openColumn);
        }

        EndToken(isQuoted: false);
        return Entry.Count > 0 && EndEntry();
    }

    /// <summary>Makes ready for the next entry.</summary>
    public void NextEntry() => Entry.Clear();

    private bool Step(ReadOnlySpan<char> text, ref int taken) => _state switch
    {
        _ when _escaped => StepEscaped(text[0], ref taken),
        State.Word => StepToken(text, EndOfWord, ref taken),
        State.Quoted => StepToken(text, EndOfQuoted, ref taken),
        State.Comment => StepComment(text, ref taken),
        _ => StepBetween(text[0], ref taken),
    };

    private bool StepEscaped(char c, ref int taken)
    {
        if (c is '\n' or '\r')
        {
            throw Error("a character after the backslash", _line, _column);
        }

        Append([c]);
        _escaped = false;
        taken++;
        return false;
    }

    private bool StepToken(ReadOnlySpan<char> text, SearchValues<char> ends, ref int taken)
    {
        int length = text.IndexOfAny(ends);
        if (length != 0)
        {
            length = length < 0 ? text.Length : length;
            Append(text[..length]);
            taken += length;
            return false;
        }

        bool quoted = _state == State.Quoted;
        switch (text[0])
        {
            case '\\':
                Append(text[..1]);
                _escaped = true;
                taken++;
                return false;
            case '\n' when quoted:
                throw Error("a closing quote", _line, _column);
            case '"' when quoted:
                EndToken(isQuoted: true);
                _adjacent = true;
                taken++;
                return false;
            default:
                EndToken(isQuoted: false);
                _adjacent = true;
                return StepBetween(text[0], ref taken);
        }
    }

    private bool StepComment(ReadOnlySpan<char> text, ref int taken)
    {
        int length = text.IndexOf('\n');
        if (length != 0)
        {
            taken += length < 0 ? text.Length : length;
            return false;
        }

        _state = State.Between;
        return StepBetween('\n', ref taken);
    }

    private bool StepBetween(char c, ref int taken)
    {
        taken++;
        switch (c)
        {
            case '\n':
                return EndLine();
            case ' ' or '\t' or '\r':
                Entry.StartsWithBlank |= _column == 1 && Entry.Count == 0 && _depth == 0;
                break;
            case ';':
                _state = State.Comment;
                break;
            case '(':
                (_openLine, _openColumn) = _depth++ == 0 ? (_line, _column) : (_openLine, _openColumn);
                break;
            case ')' when _depth == 0:
                throw Error("an opening parenthesis before the closing one", _line, _column, ")");
            case ')':
                _depth--;
                break;
            default:
                BeginToken(c);
                return false;
        }

        _adjacent = false;
        return false;
    }

    private void BeginToken(char c)
    {
        (_tokenLine, _tokenColumn, _tokenStart, _tokenIsAdjacent) = (_line, _column, Entry.Length, _adjacent);
        _state = c == '"' ? State.Quoted : State.Word;
        if (c == '"')
        {
            return;
        }

        Append([c]);
        _escaped = c == '\\';
    }

    private void EndToken(bool isQuoted)
    {
        if (_state is State.Word or State.Quoted)
        {
            Entry.Add(new TextToken(_tokenStart, Entry.Length - _tokenStart, _tokenLine, _tokenColumn, isQuoted, _tokenIsAdjacent));
        }

        _state = State.Between;
    }

    private bool EndLine()
    {
        _adjacent = false;
        bool complete = _depth == 0 && Entry.Count > 0 && EndEntry();
        if (_depth == 0 && !complete)
        {
            Entry.Clear();
        }

        _line++;
        _column = 1;
        return complete;
    }

    private bool EndEntry()
    {
        Entry.EndLine = _line;
        Entry.EndColumn = _column;
        return true;
    }

    private void Append(ReadOnlySpan<char> chars)
    {
        if (Entry.Length + chars.Length > TextEntry.MaxLength)
        {
            throw Error($"an entry of at most {TextEntry.MaxLength} characters", _line, _column);
        }

        Entry.Append(chars);
    }

    private void Advance(int characters)
    {
        _column += characters;
        if (_column - 1 > _maxLineLength)
        {
            throw Error($"a line of at most {_maxLineLength} characters", _line, _maxLineLength + 1);
        }
    }

    private DnsTextException Error(string expected, int line, int column, string found = "") => new(expected, found, _file, line, column);
}
