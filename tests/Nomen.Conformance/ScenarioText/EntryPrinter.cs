using System.Collections.Immutable;
using System.Text;
using Nomen.Conformance.Scenarios;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Writes entries: rules first, then the sections. Keeps track of the origin that is in force.</summary>
internal sealed class EntryPrinter(StringBuilder text, Dialect dialect)
{
    private DomainName _origin = DomainName.Root;

    /// <summary>Writes one entry.</summary>
    public void Print(ScenarioEntry entry)
    {
        text.AppendLine("ENTRY_BEGIN");
        PrintRules(entry);
        PrintOctets(entry);
        for (int i = 0; i < entry.Messages.Length; i++)
        {
            if (i > 0)
            {
                text.AppendLine("EXTRA_PACKET");
            }

            PrintMessage(entry.Messages[i]);
        }

        text.AppendLine("ENTRY_END");
    }

    private void PrintRules(ScenarioEntry entry)
    {
        PrintWords("MATCH", entry.Match, always: entry.HasMatch);
        PrintWords("ADJUST", entry.Adjust);
        PrintWords("REPLY", entry.Reply);
        PrintWords("OPCODE", entry.Opcode is null ? [] : [entry.Opcode]);
        PrintWords("TSIG", entry.Tsig is null ? [] : [entry.Tsig]);
        PrintWords("MANDATORY", [], always: entry.IsMandatory);
    }

    private void PrintOctets(ScenarioEntry entry)
    {
        if (entry.EdnsDataHex is { } options)
        {
            text.AppendLine("HEX_EDNSDATA_BEGIN").AppendLine(options).AppendLine("HEX_EDNSDATA_END");
        }

        if (entry.OctetsHex is { } octets)
        {
            text.AppendLine(entry.IsRaw ? "RAW" : "HEX_ANSWER_BEGIN").AppendLine(octets);
            text.Append(entry.IsRaw ? string.Empty : "HEX_ANSWER_END" + Environment.NewLine);
        }
    }

    private void PrintMessage(EntryMessage message)
    {
        if (!message.Questions.IsEmpty)
        {
            BeginSection("QUESTION");
            foreach (DnsQuestion question in message.Questions)
            {
                text.AppendLine(question.ToString());
            }
        }

        PrintSection("ANSWER", message.Answers);
        PrintSection("AUTHORITY", message.Authority);
        PrintSection("ADDITIONAL", message.Additional);
    }

    private void PrintSection(string name, ImmutableArray<EntryRecord> records)
    {
        if (records.IsEmpty)
        {
            return;
        }

        BeginSection(name);
        foreach (EntryRecord record in records)
        {
            if (record.Origin != _origin)
            {
                _origin = record.Origin;
                text.Append("$ORIGIN ").AppendLine(_origin.ToString());
            }

            text.AppendLine(record.ToString());
        }
    }

    private void BeginSection(string name)
    {
        text.Append("SECTION ").AppendLine(name);
        _origin = dialect == Dialect.Stelline ? DomainName.Root : _origin;
    }

    private void PrintWords(string keyword, ImmutableArray<string> words, bool always = false)
    {
        if (always || !words.IsEmpty)
        {
            text.AppendLine($"{keyword} {string.Join(' ', words)}".TrimEnd());
        }
    }
}
