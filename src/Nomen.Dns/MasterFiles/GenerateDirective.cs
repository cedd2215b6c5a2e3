using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.MasterFiles;

/// <summary><c>$GENERATE range owner [TTL] [class] type rdata</c>: records that differ in a number (BIND's extension).</summary>
internal sealed class GenerateDirective
{
    private readonly RdataTextReader _reader;
    private readonly GenerateTemplate _owner;
    private readonly GenerateTemplate _data;
    private readonly DnsType _type;
    private readonly DnsClass _class;
    private readonly uint _ttl;
    private readonly long _stop;
    private readonly long _step;
    private long _next;

    private GenerateDirective(RdataTextReader reader, RecordTextState state, long start, long stop, long step)
    {
        _reader = reader;
        (_next, _stop, _step) = (start, stop, step);
        _owner = ReadTemplate(reader, reader.ReadToken("an owner name in which $ stands for the number"));
        _type = RecordTextParser.ReadType(reader, state, out uint? ttl);
        _class = state.Class;
        _ttl = ttl ?? state.DefaultTtl ?? state.LastTtl ?? throw reader.Error(RecordTextParser.ExpectedTtlBefore);
        _data = ReadTemplate(reader, ReadData(reader));
    }

    /// <summary>Records still to come.</summary>
    public long Remaining => _next > _stop ? 0 : ((_stop - _next) / _step) + 1;

    /// <summary>Reads the directive behind its name. The reader must keep its entry until the last record was made.</summary>
    public static GenerateDirective Parse(RdataTextReader reader, RecordTextState state)
    {
        ReadOnlySpan<char> range = reader.ReadToken("a range such as 1-254 or 0-100/2");
        int dash = range.IndexOf('-');
        int slash = range.IndexOf('/');
        long step = 1;
        if (dash < 1
            || !TryParse(range[..dash], out long start)
            || !TryParse(slash < 0 ? range[(dash + 1)..] : slash > dash ? range[(dash + 1)..slash] : [], out long stop)
            || (slash > 0 && !TryParse(range[(slash + 1)..], out step))
            || step == 0
            || stop < start)
        {
            throw reader.Error("a range such as 1-254 or 0-100/2, from 0 to 2147483647");
        }

        return new GenerateDirective(reader, state, start, stop, step);
    }

    /// <summary>Makes the next record; false when there is none.</summary>
    public bool TryMakeNext([NotNullWhen(true)] out ResourceRecord? record)
    {
        record = null;
        if (Remaining == 0)
        {
            return false;
        }

        long number = _next;
        _next += _step;
        if (!_owner.TryExpand(number, out string? owner) || !_data.TryExpand(number, out string? text))
        {
            throw _reader.Error(string.Create(CultureInfo.InvariantCulture, $"an offset that leaves {number} at 0 or more"));
        }

        try
        {
            RdataTextReader data = new(text, _reader.Origin);
            record = new ResourceRecord(DomainName.Parse(owner, _reader.Origin), _type, _class, _ttl, RecordTextParser.ParseData(_type, _class, data));
            return true;
        }
        catch (DnsTextException error)
        {
            throw _reader.Error(error.Expected, $"{owner} {_type.ToMnemonic()} {text}", error);
        }
    }

    // BIND: the rdata is one word or one quoted string, whose content is the rdata. Several words are taken as they stand.
    private static string ReadData(RdataTextReader reader)
    {
        string text = reader.ReadToken("rdata in which $ stands for the number", out bool quoted).ToString();
        if (reader.AtEnd)
        {
            return text;
        }

        StringBuilder words = new(quoted ? $"\"{text}\"" : text);
        while (!reader.AtEnd)
        {
            ReadOnlySpan<char> word = reader.ReadToken("rdata", out quoted);
            string quote = quoted ? "\"" : string.Empty;
            words.Append(' ').Append(quote).Append(word).Append(quote);
        }

        return words.ToString();
    }

    private static GenerateTemplate ReadTemplate(RdataTextReader reader, ReadOnlySpan<char> text) =>
        GenerateTemplate.TryParse(text, out GenerateTemplate? template, out string expected, out int index) ? template : throw reader.Error(expected, index);

    private static bool TryParse(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= int.MaxValue;
}
