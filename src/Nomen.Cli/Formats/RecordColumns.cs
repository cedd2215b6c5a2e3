using System.Globalization;
using System.Text;
using Nomen.Cli.Arguments;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>One record or question on a line, at the columns where dig has them, with tabs of eight.</summary>
internal sealed class RecordColumns
{
    /// <summary>Where the TTL stands when everything is shown on one line.</summary>
    public const int PlainTtl = 24;

    /// <summary>Where the class does.</summary>
    public const int PlainClass = 32;

    /// <summary>Where the type does.</summary>
    public const int PlainType = 40;

    /// <summary>Where the data does.</summary>
    public const int PlainData = 48;

    private const int TabWidth = 8;

    private readonly DisplayOptions _display;
    private readonly int _ttlColumn;
    private readonly int _classColumn;
    private readonly int _typeColumn;
    private readonly int _dataColumn;

    public RecordColumns(DisplayOptions display)
    {
        _display = display;

        // dig moves the columns to the left when TTL or class is not shown.
        bool both = display.Ttl && display.Class;
        bool none = !display.Ttl && !display.Class;
        (_ttlColumn, _classColumn, _typeColumn, _dataColumn) = display.Multiline || none ? (24, 24, 24, 32) : both ? (PlainTtl, PlainClass, PlainType, PlainData) : (24, 24, 32, 40);
    }

    public string Format(ResourceRecord record)
    {
        StringBuilder line = new(record.Owner.ToString());
        int column = line.Length;
        if (_display.Ttl)
        {
            Append(line, ref column, _ttlColumn, _display.TtlUnits ? Durations.Format(record.Ttl) : record.Ttl.ToString(CultureInfo.InvariantCulture));
        }

        if (_display.Class)
        {
            Append(line, ref column, _classColumn, Word(record.Class));
        }

        Append(line, ref column, _typeColumn, Word(record.Type));
        string data = RdataText.Format(record.Data, _display, _dataColumn);
        if (data.Length > 0)
        {
            Append(line, ref column, _dataColumn, data);
        }

        return line.ToString();
    }

    /// <summary>A question, which has neither TTL nor data. dig does not count the semicolon, and shows the class always.</summary>
    public string Format(in DnsQuestion question)
    {
        StringBuilder line = new($";{question.Name}");
        int column = line.Length - 1;
        Append(line, ref column, _classColumn, Word(question.Class));
        Append(line, ref column, _typeColumn, Word(question.Type));
        return line.ToString();
    }

    private string Word(DnsClass @class) => _display.UnknownFormat ? string.Create(CultureInfo.InvariantCulture, $"CLASS{(ushort)@class}") : @class.ToMnemonic();

    private string Word(DnsType type) => _display.UnknownFormat ? string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}") : type.ToMnemonic();

    /// <summary>Moves to a column with tabs as far as they go and blanks for the rest; by one blank at least.</summary>
    private static void Append(StringBuilder line, ref int column, int target, string text)
    {
        int to = Math.Max(target, column + 1);
        int tabs = (to / TabWidth) - (column / TabWidth);
        if (tabs > 0)
        {
            line.Append('\t', tabs);
            column = to / TabWidth * TabWidth;
        }

        line.Append(' ', to - column).Append(text);
        column = to + text.Length;
    }
}
