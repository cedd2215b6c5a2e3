using System.Text;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Text;

namespace Nomen.Dns.MasterFiles;

/// <summary>One file (or other text) being read: where its characters come from, and the entry being read.</summary>
internal sealed class MasterFileSource : IDisposable
{
    private const int BufferLength = 4096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly TextReader _text;
    private readonly bool _ownsText;
    private readonly TextLexer _lexer;
    private readonly char[] _buffer = new char[BufferLength];
    private int _start;
    private int _end;
    private bool _entryComplete;
    private bool _finished;

    public MasterFileSource(TextReader text, string? file, DomainName origin, int maxLineLength, bool ownsText)
    {
        _text = text;
        _ownsText = ownsText;
        File = file;
        _lexer = new TextLexer(file, maxLineLength);
        Entry = new RdataTextReader(_lexer.Entry, file, origin);
    }

    /// <summary>Name for errors; null for text that is no file.</summary>
    public string? File { get; }

    /// <summary>The entry; its origin is the file's.</summary>
    public RdataTextReader Entry { get; }

    /// <summary>Whether all text was read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Opens a file of UTF-8 text, with or without a byte order mark.</summary>
    public static MasterFileSource Open(string path, DomainName origin, int maxLineLength) =>
        new(new StreamReader(path, Utf8), path, origin, maxLineLength, ownsText: true);

    /// <summary>Moves to the next entry; false when more text is needed, or all was read.</summary>
    public bool TryNextEntry()
    {
        if (_entryComplete)
        {
            _lexer.NextEntry();
            Entry.Rewind();
        }

        if (!IsAtEnd)
        {
            _entryComplete = _lexer.Feed(_buffer.AsSpan(_start, _end - _start), out int taken);
            _start += taken;
        }
        else
        {
            _entryComplete = !_finished && _lexer.Finish();
            _finished = true;
        }

        return _entryComplete;
    }

    /// <summary>Reads more text, when <see cref="TryNextEntry"/> needs it.</summary>
    public void Fill()
    {
        try
        {
            Took(_text.Read(_buffer));
        }
        catch (DecoderFallbackException error)
        {
            throw NotUtf8(error);
        }
    }

    /// <summary>Reads more text, when <see cref="TryNextEntry"/> needs it.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            Took(await _text.ReadAsync(_buffer, cancellationToken));
        }
        catch (DecoderFallbackException error)
        {
            throw NotUtf8(error);
        }
    }

    public void Dispose()
    {
        if (_ownsText)
        {
            _text.Dispose();
        }
    }

    private void Took(int count)
    {
        (_start, _end) = (0, count);
        IsAtEnd = count == 0;
    }

    // Other encodings would turn one octet into another: what cannot be read exactly is refused.
    private DnsTextException NotUtf8(DecoderFallbackException error) => new("UTF-8 text", string.Empty, File, _lexer.Line, 1, error);
}
