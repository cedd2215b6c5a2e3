using System.Text;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Scenarios;
using Nomen.Dns.Errors;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Reads one ENTRY block (FORMAT.md section 3).</summary>
internal sealed class EntryParser(LineCursor lines, Dialect dialect)
{
    private readonly RecordLine _records = new();

    /// <summary>Reads from behind ENTRY_BEGIN to ENTRY_END.</summary>
    public ScenarioEntry Read()
    {
        EntryBuilder entry = new(lines.Number);
        while (true)
        {
            lines.Move("ENTRY_END");
            if (lines.Keyword == "ENTRY_END")
            {
                return entry.Build();
            }

            if (!lines.Text.StartsWith('#') && !TryReadRule(entry) && !TryReadOctets(entry))
            {
                ReadRecord(entry);
            }
        }
    }

    /// <summary>Takes <c>$ORIGIN</c> or <c>$TTL</c>, which may also stand between entries.</summary>
    public void ReadDirective() => _records.TryReadDirective(lines.Keyword, lines.Words);

    private bool TryReadRule(EntryBuilder entry)
    {
        switch (lines.Keyword)
        {
            case "MATCH":
                entry.AddMatch(Known(MatchWords.IsMatch));
                return true;
            case "ADJUST":
                entry.Adjust.AddRange(Known(MatchWords.IsAdjust));
                return true;
            case "REPLY" or "FLAGS":
                entry.Reply.AddRange(Known(ReplyWords.IsKnown));
                return true;
            case "OPCODE":
                entry.Opcode = ReplyWords.IsOpcode(lines.Rest) ? lines.Rest : throw lines.Error($"expected an opcode, found {lines.Rest}");
                return true;
            case "MANDATORY":
                entry.IsMandatory = true;
                return true;
            case "TSIG":
                entry.Tsig = string.Join(' ', lines.Words);
                return true;
            case "SECTION":
                entry.BeginSection(lines);
                if (dialect == Dialect.Stelline)
                {
                    _records.ResetOrigin();
                }

                return true;
            case "EXTRA_PACKET":
                entry.EndMessage();
                return true;
            default:
                return false;
        }
    }

    private string[] Known(Predicate<string> isKnown) =>
        Array.Find(lines.Words, word => !isKnown(word)) is { } unknown ? throw lines.Error($"{lines.Keyword} {unknown}: no such word") : lines.Words;

    private bool TryReadOctets(EntryBuilder entry)
    {
        switch (lines.Keyword)
        {
            case "HEX_ANSWER_BEGIN":
                entry.OctetsHex = ReadHexUntil("HEX_ANSWER_END");
                return true;
            case "HEX_EDNSDATA_BEGIN":
                entry.EdnsDataHex = ReadHexUntil("HEX_EDNSDATA_END");
                return true;
            case "RAW":
                lines.Move("the octets of RAW");
                entry.OctetsHex = lines.Text.ToLowerInvariant();
                entry.IsRaw = true;
                return true;
            default:
                return false;
        }
    }

    private string ReadHexUntil(string end)
    {
        StringBuilder hex = new();
        for (lines.Move(end); lines.Keyword != end; lines.Move(end))
        {
            foreach (char c in lines.Text.Where(c => !char.IsWhiteSpace(c)))
            {
                hex.Append(char.IsAsciiHexDigit(c) ? char.ToLowerInvariant(c) : throw lines.Error($"expected hexadecimal digits, found {c}"));
            }
        }

        return hex.Append(hex.Length % 2 == 0 ? string.Empty : "0").ToString();
    }

    private void ReadRecord(EntryBuilder entry)
    {
        try
        {
            if (_records.TryReadDirective(lines.Keyword, lines.Words))
            {
                return;
            }

            if (entry.Section is not { } section)
            {
                throw lines.Error($"expected a keyword, found {lines.Keyword}");
            }

            if (section == EntrySection.Question)
            {
                entry.Questions.Add(_records.ReadQuestion(lines.Text));
            }
            else
            {
                entry.Records(section).Add(_records.ReadRecord(lines.Text));
            }
        }
        catch (Exception error) when (error is DnsTextException or FormatException)
        {
            throw lines.Error(error.Message, error);
        }
    }
}
