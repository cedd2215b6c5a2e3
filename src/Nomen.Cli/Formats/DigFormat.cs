using System.Globalization;
using System.Net;
using Nomen.Cli.Arguments;
using Nomen.Cli.Query;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Formats;

/// <summary>As dig 9.18 prints it, so that scripts written for dig go on working.</summary>
internal sealed class DigFormat : ResponseFormat
{
    private readonly QueryArguments _arguments;
    private readonly DisplayOptions _display;
    private readonly RecordColumns _columns;
    private bool _bannerShown;

    /// <summary>Makes the format of one command line.</summary>
    /// <param name="arguments">The command line, or a line of a batch file.</param>
    public DigFormat(QueryArguments arguments)
    {
        _arguments = arguments;
        _display = arguments.Display;
        _columns = new RecordColumns(_display);
    }

    public override void Write(TextWriter output, QueryOutcome outcome)
    {
        if (_display.Comments && outcome.HadBadCookie)
        {
            output.WriteLine(";; BADCOOKIE, retrying.");
        }

        if (_display.Comments && WasTruncated(outcome))
        {
            output.WriteLine(";; Truncated, retrying in TCP mode.");
        }

        WriteBanner(output);
        if (_display.ShowQuery && outcome.Query is { } query)
        {
            if (_display.Comments)
            {
                output.WriteLine(";; Sending:");
            }

            WriteMessage(output, query, isQuery: true, []);
            if (_display.Stats)
            {
                output.WriteLine($";; QUERY SIZE: {query.Length}");
                output.WriteLine();
            }
        }

        if (_display.Comments)
        {
            output.WriteLine(";; Got answer:");
        }

        WriteMessage(output, outcome.Response!.Message, isQuery: false, QueryRequest.ClientCookie(outcome.Request));
        WriteStats(output, outcome);
    }

    /// <summary>Whether UDP came first: an answer over TCP that had no room in a datagram was truncated there.</summary>
    private static bool WasTruncated(QueryOutcome outcome) =>
        !outcome.StartedWithTcp && outcome.Response is { Protocol: DnsProtocol.Tcp } response
        && response.Message.Length > QueryRequest.DatagramLimit(outcome.Request);

    /// <summary>A message alone, with its header and sections.</summary>
    public void WriteAnswer(TextWriter output, DnsMessage message) => WriteMessage(output, message, isQuery: true, []);

    /// <summary>The first lines, once.</summary>
    public void WriteBanner(TextWriter output)
    {
        if (_bannerShown || !_display.Command)
        {
            return;
        }

        _bannerShown = true;
        int servers = Math.Max(1, _arguments.Servers.Length);
        string banner = $"; <<>> nomen {Versions.Product} <<>> {_arguments.CommandLine}";
        if (_arguments.FollowsBanner)
        {
            output.WriteLine(banner);
            return;
        }

        output.WriteLine();
        output.WriteLine(banner);
        if (_arguments.Servers.Length > 0)
        {
            output.WriteLine($"; ({servers} server{(servers == 1 ? string.Empty : "s")} found)");
        }

        output.WriteLine(";; global options: +cmd");
    }

    private void WriteMessage(TextWriter output, DnsMessage message, bool isQuery, ReadOnlySpan<byte> clientCookie)
    {
        if (_display.Comments)
        {
            WriteHeader(output, message, isQuery);
        }

        WriteOpt(output, message, clientCookie);
        WriteQuestions(output, message);
        WriteSection(output, message, DnsSection.Answer, "ANSWER", _display.Answer);
        WriteSection(output, message, DnsSection.Authority, "AUTHORITY", _display.Authority);
        WriteSection(output, message, DnsSection.Additional, "ADDITIONAL", _display.Additional);
    }

    private static void WriteHeader(TextWriter output, DnsMessage message, bool isQuery)
    {
        DnsHeader header = message.Header;
        bool isUpdate = header.Opcode == Opcode.Update;
        output.WriteLine($";; ->>HEADER<<- opcode: {DigWords.Opcode(header.Opcode)}, status: {DigWords.Rcode(message.Rcode)}, id: {header.Id}");
        string flags = DigWords.Flags(header.Flags);
        string zero = (header.Flags & DnsFlags.Z) != 0 ? "; MBZ: 0x4" : string.Empty;
        output.WriteLine(isUpdate
            ? $";; flags:{flags}{zero}; ZONE: {header.QuestionCount}, PREREQ: {header.AnswerCount}, UPDATE: {header.AuthorityCount}, ADDITIONAL: {header.AdditionalCount}"
            : $";; flags:{flags}{zero}; QUERY: {header.QuestionCount}, ANSWER: {header.AnswerCount}, AUTHORITY: {header.AuthorityCount}, ADDITIONAL: {header.AdditionalCount}");
        if (!isQuery && (header.Flags & (DnsFlags.RD | DnsFlags.RA)) == DnsFlags.RD)
        {
            output.WriteLine(";; WARNING: recursion requested but not available");
        }

        output.WriteLine();
    }

    private void WriteOpt(TextWriter output, DnsMessage message, ReadOnlySpan<byte> clientCookie)
    {
        if (!_display.Comments || !message.View.TryGetEdns(out EdnsView edns))
        {
            return;
        }

        output.WriteLine(";; OPT PSEUDOSECTION:");
        foreach (string line in DigOpt.Lines(edns, clientCookie))
        {
            output.WriteLine(line);
        }
    }

    private void WriteQuestions(TextWriter output, DnsMessage message)
    {
        if (!_display.Question || message.Question is not { } question)
        {
            return;
        }

        if (_display.Comments)
        {
            output.WriteLine(message.Opcode == Opcode.Update ? ";; ZONE SECTION:" : ";; QUESTION SECTION:");
        }

        output.WriteLine(_columns.Format(question));
        if (_display.Comments)
        {
            output.WriteLine();
        }
    }

    private void WriteSection(TextWriter output, DnsMessage message, DnsSection section, string title, bool shown)
    {
        bool any = false;
        foreach (RecordView record in message.View.Section(section))
        {
            if (!shown || record.Type is DnsType.OPT or DnsType.TSIG)
            {
                continue;
            }

            if (!any && _display.Comments)
            {
                output.WriteLine($";; {title} SECTION:");
            }

            any = true;
            output.WriteLine(_columns.Format(record.ToRecord()));
        }

        if (any && _display.Comments)
        {
            output.WriteLine();
        }
    }

    private void WriteStats(TextWriter output, QueryOutcome outcome)
    {
        if (!_display.Stats)
        {
            return;
        }

        WriteServer(output, outcome.Response!.Elapsed, outcome.Server, outcome.ServerName, outcome.Response, outcome.When);
        output.WriteLine($";; MSG SIZE  rcvd: {outcome.Response!.Message.Length}");
        output.WriteLine();
    }

    /// <summary>How long it took, who answered, and when.</summary>
    public static void WriteServer(TextWriter output, TimeSpan elapsed, IPEndPoint? server, string name, DnsResponse response, DateTimeOffset when)
    {
        output.WriteLine($";; Query time: {elapsed.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)} msec");
        output.WriteLine($";; SERVER: {server?.Address}#{server?.Port}({name}) ({Protocol(response)})");
        output.WriteLine($";; WHEN: {when.ToString("ddd MMM dd HH:mm:ss", CultureInfo.InvariantCulture)} {Zone(when)} {when.Year}");
    }

    private static string Protocol(DnsResponse response) => response.Protocol == DnsProtocol.Udp ? "UDP" : response.Protocol == DnsProtocol.Tcp ? "TCP" : response.Protocol.ToString().ToUpperInvariant();

    private static string Zone(DateTimeOffset when) => when.Offset == TimeSpan.Zero ? "UTC" : when.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal);
}
