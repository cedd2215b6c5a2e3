using Nomen.Cli.Arguments;
using Nomen.Cli.Query;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>For a person at a terminal: one line that says how it went, then the records.</summary>
internal sealed class PrettyFormat(DisplayOptions display, Palette palette) : ResponseFormat
{
    private const uint ShortTtl = 10;

    public override void Write(TextWriter output, QueryOutcome outcome)
    {
        DnsMessage message = outcome.Response!.Message;
        output.WriteLine(Headline(outcome, message));
        WriteRecords(output, message);
        foreach (string note in Notes(outcome, message))
        {
            output.WriteLine($"       {note}");
        }
    }

    private string Headline(QueryOutcome outcome, DnsMessage message)
    {
        DnsQuestion? question = message.Question ?? outcome.Request.Question;
        string rcode = DigWords.Rcode(message.Rcode);
        string status = message.Rcode == Rcode.NoError ? palette.Good(rcode) : message.Rcode == Rcode.NxDomain ? palette.Warning(rcode) : palette.Bad(rcode);
        List<string> parts =
        [
            palette.Name(question is { } asked ? asked.Name.ToString() : "(no question)"),
            palette.Type(question is { } q ? q.Type.ToMnemonic() : string.Empty),
            status,
        ];
        if (message.Rcode == Rcode.NoError && message.Answers.Count == 0)
        {
            parts.Add(palette.Warning(IsReferral(message) ? "referral" : "no such records"));
        }

        if ((message.Flags & DnsFlags.AA) != 0)
        {
            parts.Add(palette.Good("authoritative"));
        }

        if ((message.Flags & DnsFlags.AD) != 0)
        {
            parts.Add(palette.Good("secure (says the server)"));
        }

        parts.Add(Durations.FormatMilliseconds(outcome.Response!.Elapsed));
        parts.Add(palette.Dim(outcome.Response!.Upstream ?? outcome.ServerName));
        return string.Join("  ", parts);
    }

    private void WriteRecords(TextWriter output, DnsMessage message)
    {
        DnsMessageView view = message.View;
        foreach (DnsSection section in Enum.GetValues<DnsSection>())
        {
            bool shown = section switch { DnsSection.Answer => display.Answer, DnsSection.Authority => display.Authority, _ => display.Additional };
            foreach (RecordView record in view.Section(section))
            {
                if (shown && record.Type is not (DnsType.OPT or DnsType.TSIG))
                {
                    output.WriteLine(Line(record.ToRecord(), section, message.Question));
                }
            }
        }
    }

    /// <summary>The owner is shown only where it is not the name asked for.</summary>
    private string Line(ResourceRecord record, DnsSection section, DnsQuestion? question)
    {
        string ttl = Durations.FormatShort(record.Ttl).PadLeft(7);
        string shownTtl = record.Ttl < ShortTtl ? palette.Bad(ttl) : palette.Dim(ttl);
        string owner = question is { } asked && asked.Name == record.Owner ? string.Empty : palette.Name(record.Owner.ToString()) + ' ';
        string place = section == DnsSection.Answer ? string.Empty : palette.Dim($"  ({(section == DnsSection.Authority ? "authority" : "additional")})");
        return $"  {owner}{palette.Type(record.Type.ToMnemonic().PadRight(5))} {shownTtl}  {RdataText.Format(record.Data, display with { Multiline = false, Split = 0 }, 0)}{place}";
    }

    private List<string> Notes(QueryOutcome outcome, DnsMessage message)
    {
        List<string> notes = [];
        if (message.IsTruncated)
        {
            notes.Add(palette.Warning("note: truncated; not all records are here"));
        }

        if (outcome.Response!.Attempts > 1)
        {
            notes.Add(palette.Dim($"note: {outcome.Response.Attempts} sends"));
        }

        foreach (ExtendedError error in (message.Edns?.Options.OfType<ExtendedError>() ?? []).Union(outcome.Response.ExtendedErrors))
        {
            string text = error.Text.Length == 0 ? string.Empty : $": {error.Text}";
            notes.Add(palette.ExtendedError($"note: EDE {(ushort)error.InfoCode} {error.InfoCode.ToDescription()}{TerminalText.Printable(text)}"));
        }

        return notes;
    }

    private static bool IsReferral(DnsMessage message)
    {
        foreach (RecordView record in message.Authority)
        {
            if (record.Type == DnsType.NS)
            {
                return (message.Flags & DnsFlags.AA) == 0;
            }
        }

        return false;
    }
}
