using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Cli.Formats;

/// <summary>Records of a message as lines at dig's columns, as <see cref="RecordColumns"/> has them, but into one buffer and without a string for each: a transfer has millions.</summary>
internal sealed class RecordLines
{
    private const int TabWidth = 8;

    /// <summary>Characters beside owner and data: TTL, class, type, and the tabs between them.</summary>
    private const int FixedRoom = 64;

    private readonly RecordColumns _columns;
    private readonly bool _isPlain;
    private readonly RdataTextWriter _text;
    private char[] _lines = new char[64 * 1024];
    private int _length;

    public RecordLines(DisplayOptions display)
    {
        _columns = new RecordColumns(display);
        _isPlain = display is { Multiline: false, UnknownFormat: false, Crypto: true, TtlUnits: false, Ttl: true, Class: true, RecordComments: not true };
        _text = new RdataTextWriter(new RdataTextFormat { ChunkLength = display.Split });
    }

    /// <summary>Adds a line.</summary>
    /// <param name="record">The record.</param>
    /// <param name="mark">What stands in front of it.</param>
    public void Append(RecordView record, string mark = "")
    {
        Append(mark);
        if (!_isPlain || IsSpelledApart(record.Type))
        {
            Append(_columns.Format(record.ToRecord()));
        }
        else
        {
            AppendPlain(record);
        }

        Append(Environment.NewLine);
    }

    /// <summary>Writes all lines, and forgets them.</summary>
    public void Flush(TextWriter output)
    {
        output.Write(_lines.AsSpan(0, _length));
        _length = 0;
    }

    /// <summary>Types that <see cref="DigSpelling"/> changes.</summary>
    private static bool IsSpelledApart(DnsType type) => type is DnsType.CERT or DnsType.NID or DnsType.L64 or DnsType.LOC;

    private void AppendPlain(RecordView record)
    {
        _text.Clear();
        _text.WriteName(record.Owner);
        int column = _text.Written.Length;
        Reserve(column + FixedRoom);
        Append(_text.Written);

        Tab(ref column, RecordColumns.PlainTtl);
        record.RawTtl.TryFormat(_lines.AsSpan(_length), out int digits, default, CultureInfo.InvariantCulture);
        _length += digits;
        column += digits;

        Tab(ref column, RecordColumns.PlainClass);
        Word(ref column, record.Class.ToMnemonic());
        Tab(ref column, RecordColumns.PlainType);
        Word(ref column, record.Type.ToMnemonic());

        _text.Clear();
        record.WriteData(_text);
        if (_text.Written.Length > 0)
        {
            Tab(ref column, RecordColumns.PlainData);
            Append(_text.Written);
        }
    }

    private void Word(ref int column, string word)
    {
        Append(word);
        column += word.Length;
    }

    private void Tab(ref int column, int target)
    {
        int to = Math.Max(target, column + 1);
        int tabs = (to / TabWidth) - (column / TabWidth);
        if (tabs > 0)
        {
            _lines.AsSpan(_length, tabs).Fill('\t');
            _length += tabs;
            column = to / TabWidth * TabWidth;
        }

        for (; column < to; column++)
        {
            _lines[_length++] = ' ';
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_lines.AsSpan(_length));
        _length += text.Length;
    }

    private void Reserve(int characters)
    {
        if (_lines.Length - _length < characters)
        {
            Array.Resize(ref _lines, Math.Max(_lines.Length * 2, _length + characters));
        }
    }
}
