using System.Globalization;
using Nomen.Cli.Formats;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;

namespace Nomen.Cli.Playground;

/// <summary>Tells what happens in the playground, step by step.</summary>
internal sealed class PlaygroundPrinter(TextWriter output)
{
    // Enough to see what the records are; 200 addresses are told in one line.
    private const int MostRecords = 4;

    private int _steps;

    /// <summary>Steps that did not give what they should.</summary>
    public int Failures { get; private set; }

    /// <summary>How many messages the server saw, by protocol.</summary>
    public static string Traffic(long udp, long tcp) => (udp, tcp) switch
    {
        ( > 0, > 0) => string.Create(CultureInfo.InvariantCulture, $"{udp} over UDP, {tcp} over TCP (as the server counts)"),
        (_, > 0) => string.Create(CultureInfo.InvariantCulture, $"{tcp} over TCP (as the server counts)"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{udp} over UDP (as the server counts)"),
    };

    /// <summary>Begins a step.</summary>
    public void Title(string title)
    {
        _steps++;
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_steps}. {title}."));
    }

    /// <summary>One thing, under its heading.</summary>
    public void Line(string heading, string text) => output.WriteLine($"   {heading,-8} {text}");

    /// <summary>What to look at.</summary>
    public void Note(string note)
    {
        if (note.Length > 0)
        {
            Line("note", note);
        }
    }

    /// <summary>A response: code, flags, size, time, and its records.</summary>
    public void Response(DnsResponse response)
    {
        DnsMessage message = response.Message;
        string size = string.Create(CultureInfo.InvariantCulture, $"{message.Length} octets");
        Line("answer", $"{DigWords.Rcode(response.Rcode)}, flags {Flags(message.Flags)}, {size} in {Durations.FormatMilliseconds(response.Elapsed)} from {response.Upstream}");
        Section("answer", message.ReadRecords(DnsSection.Answer));
        Section("authority", message.ReadRecords(DnsSection.Authority));
        Section("additional", message.ReadRecords(DnsSection.Additional));
        foreach (ExtendedError error in message.Edns?.Options.OfType<ExtendedError>() ?? [])
        {
            Line("", $"extended error {(int)error.InfoCode}: {error.InfoCode}");
        }
    }

    /// <summary>Whether the step gave what it should.</summary>
    public void Verdict(IEnumerable<string> differences)
    {
        string missing = string.Join("; ", differences);
        Failures += missing.Length > 0 ? 1 : 0;
        Line(missing.Length > 0 ? "FAILED" : "good", missing.Length > 0 ? $"expected was: {missing}" : "as it should be");
    }

    /// <summary>The end of the tour.</summary>
    public void Summary(DnsServerStatistics statistics)
    {
        output.WriteLine();
        string steps = Failures == 0 ? $"All {_steps} steps gave what they should." : $"{Failures} of {_steps} steps did not give what they should.";
        output.WriteLine($"{steps} The server saw {statistics.UdpQueries} queries over UDP and {statistics.TcpQueries} over TCP, on {statistics.ConnectionsAccepted} connections; it cut {statistics.Truncated} answers.");
    }

    private static string Flags(DnsFlags flags)
    {
        DnsFlags[] shown = [DnsFlags.QR, DnsFlags.AA, DnsFlags.TC, DnsFlags.RD, DnsFlags.RA, DnsFlags.AD, DnsFlags.CD];
        return string.Join(' ', shown.Where(flag => flags.HasFlag(flag)).Select(flag => flag.ToString().ToLowerInvariant()));
    }

    private void Section(string name, IReadOnlyList<ResourceRecord> all)
    {
        ResourceRecord[] records = [.. all.Where(record => record.Type != DnsType.OPT)];
        foreach (ResourceRecord record in records.Take(MostRecords))
        {
            string place = name == "answer" ? "" : $"  ({name})";
            Line("", $"  {record.Owner} {record.Ttl.ToString(CultureInfo.InvariantCulture)} {record.Type.ToMnemonic()} {record.Data}{place}");
        }

        if (records.Length > MostRecords)
        {
            Line("", string.Create(CultureInfo.InvariantCulture, $"  and {records.Length - MostRecords} more records"));
        }
    }
}
