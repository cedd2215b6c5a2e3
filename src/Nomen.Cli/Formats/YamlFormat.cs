using System.Globalization;
using System.Net.Sockets;
using Nomen.Cli.Arguments;
using Nomen.Cli.Query;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Formats;

/// <summary>As dig 9.18 prints it with <c>+yaml</c>: a list entry for each message, whatever the flags say of columns and units.</summary>
internal sealed class YamlFormat(DisplayOptions display) : ResponseFormat
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public override void Write(TextWriter output, QueryOutcome outcome)
    {
        DateTimeOffset answered = outcome.When.ToUniversalTime();
        DateTimeOffset asked = answered - outcome.Response!.Elapsed;
        if (display.ShowQuery && outcome.Query is { } query)
        {
            bool recurses = (query.Flags & DnsFlags.RD) != 0;
            output.WriteLine("- type: MESSAGE");
            output.WriteLine("  message:");
            output.WriteLine(recurses ? "    type: RECURSIVE_QUERY" : "    type: AUTH_QUERY");
            output.WriteLine($"    query_time: !!timestamp {asked.ToString(TimeFormat, CultureInfo.InvariantCulture)}");
            WriteSocket(output, outcome, query.Length);
            output.WriteLine("    query_message_data:");
            WriteMessage(output, query, []);
        }

        DnsMessage response = outcome.Response.Message;
        bool isRecursive = (response.Flags & DnsFlags.RA) != 0;
        output.WriteLine("- type: MESSAGE");
        output.WriteLine("  message:");
        output.WriteLine(isRecursive ? "    type: RECURSIVE_RESPONSE" : "    type: AUTH_RESPONSE");
        output.WriteLine($"    query_time: !!timestamp {asked.ToString(TimeFormat, CultureInfo.InvariantCulture)}");
        output.WriteLine($"    response_time: !!timestamp {answered.ToString(TimeFormat, CultureInfo.InvariantCulture)}");
        WriteSocket(output, outcome, response.Length);
        output.WriteLine("    response_message_data:");
        WriteMessage(output, response, QueryRequest.ClientCookie(outcome.Request));
    }

    // dig looks at its own end of the socket too early, and prints what stands for any address.
    private static void WriteSocket(TextWriter output, QueryOutcome outcome, int length)
    {
        bool isV6 = outcome.Server?.AddressFamily == AddressFamily.InterNetworkV6;
        string protocol = outcome.Response!.Protocol == DnsProtocol.Udp ? "UDP" : outcome.Response.Protocol.ToString().ToUpperInvariant();
        output.WriteLine($"    message_size: {length}b");
        output.WriteLine($"    socket_family: INET{(isV6 ? "6" : string.Empty)}");
        output.WriteLine($"    socket_protocol: {protocol}");
        output.WriteLine($"    response_address: \"{outcome.Server?.Address}\"");
        output.WriteLine($"    response_port: {outcome.Server?.Port}");
        output.WriteLine($"    query_address: \"{(isV6 ? "::0" : "0.0.0.0")}\"");
        output.WriteLine("    query_port: 0");
    }

    private void WriteMessage(TextWriter output, DnsMessage message, ReadOnlySpan<byte> clientCookie)
    {
        DnsHeader header = message.Header;
        bool isUpdate = header.Opcode == Opcode.Update;
        output.WriteLine($"      opcode: {DigWords.Opcode(header.Opcode)}");
        output.WriteLine($"      status: {DigWords.Rcode(message.Rcode)}");
        output.WriteLine($"      id: {header.Id}");
        output.WriteLine($"      flags:{DigWords.Flags(header.Flags)}");
        if ((header.Flags & DnsFlags.Z) != 0)
        {
            output.WriteLine("      MBZ: 0x4");
        }

        output.WriteLine($"      {(isUpdate ? "ZONE" : "QUESTION")}: {header.QuestionCount}");
        output.WriteLine($"      {(isUpdate ? "PREREQ" : "ANSWER")}: {header.AnswerCount}");
        output.WriteLine($"      {(isUpdate ? "UPDATE" : "AUTHORITY")}: {header.AuthorityCount}");
        output.WriteLine($"      ADDITIONAL: {header.AdditionalCount}");
        if (display.Comments && message.View.TryGetEdns(out EdnsView edns))
        {
            output.WriteLine("      OPT_PSEUDOSECTION:");
            output.WriteLine("        EDNS:");
            DigOpt.YamlLines(edns, clientCookie).ForEach(line => output.WriteLine(line.Length == 0 ? line : "          " + line));
        }

        if (display.Question && message.Question is { } question)
        {
            output.WriteLine(isUpdate ? "      ZONE_SECTION:" : "      QUESTION_SECTION:");
            output.WriteLine($"        - '{Quoted($"{question.Name} {question.Class.ToMnemonic()} {question.Type.ToMnemonic()}")}'");
        }

        WriteSection(output, message, DnsSection.Answer, isUpdate ? "PREREQUISITE" : "ANSWER", display.Answer);
        WriteSection(output, message, DnsSection.Authority, isUpdate ? "UPDATE" : "AUTHORITY", display.Authority);
        WriteSection(output, message, DnsSection.Additional, "ADDITIONAL", display.Additional);
    }

    private void WriteSection(TextWriter output, DnsMessage message, DnsSection section, string title, bool isShown)
    {
        bool any = false;
        foreach (RecordView view in message.View.Section(section))
        {
            if (!isShown || view.Type is DnsType.OPT or DnsType.TSIG)
            {
                continue;
            }

            if (!any)
            {
                output.WriteLine($"      {title}_SECTION:");
            }

            any = true;
            ResourceRecord record = view.ToRecord();
            string data = RdataText.Plain(record.Data, display.Split);
            string line = string.Create(CultureInfo.InvariantCulture, $"{record.Owner} {record.Ttl} {record.Class.ToMnemonic()} {record.Type.ToMnemonic()} {data}");
            output.WriteLine($"        - '{Quoted(line.TrimEnd())}'");
        }
    }

    /// <summary>YAML's only escape between single quotes.</summary>
    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
