using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Nomen.Dns.Json;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Tests.Query;

public class QueryCommandTests(ZoneFixture zone) : IClassFixture<ZoneFixture>
{
    [Fact]
    public async Task The_answer_is_printed_as_dig_prints_it_when_piped()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} mail.lab.test MX +norec");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("; <<>> nomen ", run.Output, StringComparison.Ordinal);
        Assert.Contains(";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(";; flags: qr aa; QUERY: 1, ANSWER: 1, AUTHORITY: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(";; QUESTION SECTION:", run.Lines);
        Assert.Contains(";mail.lab.test.\t\t\tIN\tMX", run.Lines);
        Assert.Contains("mail.lab.test.\t\t3600\tIN\tMX\t10 mail.lab.test.", run.Lines);
        Assert.Contains($";; SERVER: 127.0.0.1#{zone.EndPoint.Port}(127.0.0.1) (UDP)", run.Lines);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task On_a_terminal_one_line_says_how_it_went()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} www.lab.test A --color never", isTerminal: true);

        Assert.StartsWith("www.lab.test.  A  NOERROR  authoritative  ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("  A       1h00m  192.0.2.80", run.Lines[1]);
    }

    [Fact]
    public async Task No_such_name_is_said_in_words()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} nothing.lab.test www.lab.test LOC --color never", isTerminal: true);

        Assert.StartsWith("nothing.lab.test.  LOC  NXDOMAIN  ", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.StartsWith("www.lab.test.  LOC  NOERROR  no such records", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Ok, run.ExitCode);
    }

    [Theory]
    [InlineData(false, "", "", false)]
    [InlineData(true, "", "", true)]
    [InlineData(true, "NO_COLOR", "1", false)]
    [InlineData(true, "TERM", "dumb", false)]
    [InlineData(false, "CLICOLOR_FORCE", "1", true)]
    public async Task Colours_follow_the_terminal_and_the_environment(bool isTerminal, string variable, string value, bool colored)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} www.lab.test --pretty", isTerminal: isTerminal, environment: new() { [variable] = value });

        Assert.Equal(colored, run.Output.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_color_option_wins()
    {
        CommandRun always = await CommandRun.RunAsync($"{zone.Server} www.lab.test --pretty --color always");
        CommandRun never = await CommandRun.RunAsync($"{zone.Server} www.lab.test --pretty --color never", isTerminal: true);

        Assert.Contains('\e', always.Output);
        Assert.DoesNotContain('\e', never.Output);
    }

    [Fact]
    public async Task Short_is_the_rdata_of_every_question_and_server()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} @127.0.0.1:{zone.EndPoint.Port} www.lab.test A AAAA +short");

        Assert.Equal(["192.0.2.80", "192.0.2.80", "2001:db8::80", "2001:db8::80"], run.Lines);
    }

    [Fact]
    public async Task Json_has_the_members_of_RFC_8427_and_reads_back()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} www.lab.test A AAAA --json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement first = document.RootElement[0];
        Assert.Equal(2, document.RootElement.GetArrayLength());
        Assert.Equal("www.lab.test.", first.GetProperty("QNAME").GetString());
        Assert.Equal("udp", first.GetProperty("nomen").GetProperty("protocol").GetString());
        Assert.Equal(DnsType.A, MessageJsonReader.Read(first).Question!.Value.Type);
    }

    [Fact]
    public async Task Jsonl_is_an_object_a_line()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} www.lab.test A AAAA --format jsonl");

        Assert.Equal(["A", "AAAA"], run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("QTYPEname").GetString()));
    }

    [Fact]
    public async Task Zone_is_records_that_read_back()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} alias.lab.test A --format zone");

        Assert.Equal("alias.lab.test.\t\t3600\tIN\tCNAME\twww.lab.test.", run.Lines[0]);
        Assert.Equal("www.lab.test.\t\t3600\tIN\tA\t192.0.2.80", run.Lines[1]);
    }

    [Fact]
    public async Task Hex_is_the_response()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} www.lab.test A --hex");

        DnsMessage message = DnsMessage.Parse(Convert.FromHexString(Assert.Single(run.Lines)));
        Assert.Equal(1, message.Answers.Count);
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_over_tcp()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} big.lab.test A +bufsize=512");

        Assert.Equal(";; Truncated, retrying in TCP mode.", run.Lines[0]);
        Assert.Contains("ANSWER: 120,", run.Output, StringComparison.Ordinal);
        Assert.Contains("(TCP)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_answer_that_TCP_was_asked_for_is_not_called_truncated()
    {
        CommandRun run = await CommandRun.RunAsync($"@tcp://{zone.EndPoint} big.lab.test A");

        Assert.Contains("ANSWER: 120,", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Truncated", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+ignore +bufsize=512", "(UDP)")]
    [InlineData("+tcp", "(TCP)")]
    public async Task The_transport_can_be_chosen(string flag, string shown)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} big.lab.test A {flag}");

        Assert.Contains(shown, run.Output, StringComparison.Ordinal);
        Assert.Equal(flag == "+tcp", !run.Output.Contains(" tc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_word_with_a_scheme_chooses_the_transport_too()
    {
        CommandRun run = await CommandRun.RunAsync($"@tcp://127.0.0.1:{zone.EndPoint.Port} www.lab.test A");

        Assert.Contains("(TCP)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_identifier_is_shown()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} www.lab.test A +nsid");

        Assert.Contains("""; NSID: 6e 73 31 2e 6c 61 62 2e 74 65 73 74 ("ns1.lab.test")""", run.Lines);
    }

    [Theory]
    [InlineData("+padding=64", 64)]
    [InlineData("+padding=128", 128)]
    [InlineData("+padding=1", 45)]
    [InlineData("+padding=0", 41)]
    [InlineData("+padding=64 +nopadding", 41)]
    [InlineData("+padding=64 +noedns", 30)]
    [Rfc(7830, "3")]
    public async Task The_query_is_padded_to_a_multiple_of_the_block(string flags, int octets)
    {
        CommandRun run = await CommandRun.RunAsync($"www.lab.test A --dry-run {flags}");

        Assert.Equal(octets, Convert.FromHexString(Assert.Single(run.Lines)).Length);
    }

    [Theory]
    [InlineData("www.lab.test ANY", "TCP")]
    [InlineData("www.lab.test ANY +notcp", "UDP")]
    [InlineData("www.lab.test A", "UDP")]
    public async Task ANY_is_asked_over_TCP_unless_the_user_says_otherwise(string arguments, string protocol)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} {arguments}");

        Assert.Contains($";; SERVER: 127.0.0.1#{zone.EndPoint.Port}(127.0.0.1) ({protocol})", run.Lines);
    }

    [Fact]
    public async Task The_query_is_shown_on_request_and_sent_nowhere_on_a_dry_run()
    {
        CommandRun shown = await CommandRun.RunAsync($"{zone.Server} www.lab.test A +qr");
        CommandRun dry = await CommandRun.RunAsync("www.lab.test A --dry-run");

        Assert.Contains(";; Sending:", shown.Lines);
        Assert.Equal(DnsType.A, DnsMessage.Parse(Convert.FromHexString(Assert.Single(dry.Lines))).Question!.Value.Type);
    }

    [Fact]
    public async Task A_batch_is_read_line_by_line_with_the_command_lines_flags_and_its_own()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} +short -f -", input: "www.lab.test A\n\n; comment\nmail.lab.test MX +noshort +noall +answer\nmail.lab.test MX\n");

        Assert.Equal(3, run.Lines.Length);
        Assert.Equal(("192.0.2.80", "10 mail.lab.test."), (run.Lines[0], run.Lines[2]));
        Assert.EndsWith("IN\tMX\t10 mail.lab.test.", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_batch_is_answered_in_full()
    {
        const int Queries = 2_000;

        CommandRun run = await CommandRun.RunAsync($"{zone.Server} +short -f -", input: string.Concat(Enumerable.Repeat("www.lab.test A\n", Queries)));

        Assert.Equal(Queries, run.Lines.Length);
    }

    [Theory]
    [InlineData("www.lab.test A", "--fail", ExitCode.Ok)]
    [InlineData("www.lab.test LOC", "--fail", ExitCode.NoData)]
    [InlineData("nothing.lab.test A", "--fail", ExitCode.NxDomain)]
    [InlineData("elsewhere.test A", "--fail", ExitCode.Refused)]
    [InlineData("nothing.lab.test A", "", ExitCode.Ok)]
    [InlineData("nothing.lab.test A", "--fail=nodata", ExitCode.Ok)]
    [InlineData("nothing.lab.test A", "--fail=nodata,nxdomain", ExitCode.NxDomain)]
    public async Task Exit_codes_tell_more_on_request(string question, string flag, ExitCode expected)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} {question} {flag}");

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task Without_a_server_those_of_the_system_are_asked()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "nameserver 127.0.0.1\n");

        CommandRun run = await CommandRun.RunAsync($"-p {zone.EndPoint.Port} www.lab.test A +short", resolvConf: path);

        File.Delete(path);
        Assert.Equal(["192.0.2.80"], run.Lines);
    }

    [Fact]
    public async Task A_server_named_localhost_needs_no_other_server()
    {
        CommandRun run = await CommandRun.RunAsync($"@localhost -4 -p {zone.EndPoint.Port} www.lab.test A +short");

        Assert.Equal(["192.0.2.80"], run.Lines);
    }

    [Fact]
    public async Task A_server_whose_name_nobody_can_look_up_is_one_that_does_not_answer()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "nameserver 127.255.255.253\n");

        CommandRun run = await CommandRun.RunAsync($"@ns.lab.test {zone.Server} www.lab.test A +short", resolvConf: path);

        File.Delete(path);
        Assert.Equal(["192.0.2.80"], run.Lines);
        Assert.Contains(";; server '@ns.lab.test': No response", run.Errors, StringComparison.Ordinal);
        Assert.Contains("127.255.255.253:53 ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
    }

    [Fact]
    public async Task A_zone_transfer_that_is_refused_has_its_own_exit_code()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} other.test AXFR");

        Assert.Equal(ExitCode.TransferFailed, run.ExitCode);
        Assert.Contains("; Transfer failed.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-6")]
    [InlineData("-b ::1")]
    public async Task A_server_of_the_other_family_is_not_asked(string option)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} {option} www.lab.test A +short");

        Assert.Equal(ExitCode.NoReply, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task No_reply_is_exit_code_nine_and_told_on_standard_error()
    {
        CommandRun run = await CommandRun.RunAsync($"@127.0.0.1 -p {ClosedPort()} www.lab.test A +timeout=1 +tries=1");

        Assert.Equal(ExitCode.NoReply, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(";; no servers could be reached", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fail=partial", ExitCode.Partial)]
    [InlineData("", ExitCode.Ok)]
    public async Task Some_answers_are_success_or_partial_on_request(string flag, ExitCode expected)
    {
        CommandRun run = await CommandRun.RunAsync($"@127.0.0.1:{ClosedPort()} {zone.Server} www.lab.test A +timeout=1 +tries=1 {flag}");

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task A_wrong_flag_is_one_line_and_exit_code_one()
    {
        CommandRun run = await CommandRun.RunAsync("www.lab.test +dnsec");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal($"nomen: unknown flag '+dnsec'; did you mean '+dnssec'?{Environment.NewLine}", run.Errors);
    }

    [Fact]
    public async Task A_batch_file_that_cannot_be_read_is_exit_code_eight()
    {
        CommandRun run = await CommandRun.RunAsync("-f /no/such/file");

        Assert.Equal(ExitCode.BatchFile, run.ExitCode);
        Assert.StartsWith("nomen: batch file '/no/such/file': ", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>A port that nobody listens on: bound, noted and closed again.</summary>
    private static int ClosedPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
