using System.Net;
using System.Text.RegularExpressions;
using Nomen.Cli.Playground;
using Nomen.Cli.Tests.Query;
using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Tests.Playground;

/// <summary>The tour of the playground, over real sockets on loopback.</summary>
public sealed partial class PlaygroundCommandTests
{
    [Fact]
    public async Task Every_step_gives_what_it_should()
    {
        CommandRun run = await CommandRun.RunAsync("playground");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.DoesNotContain("FAILED", run.Output, StringComparison.Ordinal);
        Assert.Contains($"All {PlaygroundSteps.All.Count + 2} steps gave what they should.", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task A_truncated_answer_is_shown_and_then_had_over_TCP()
    {
        CommandRun run = await CommandRun.RunAsync("playground");

        Assert.Contains("flags qr aa tc", run.Output, StringComparison.Ordinal);

        // On a slow machine the query over UDP may leave more than once.
        Assert.Matches(@"sent +\d over UDP, 1 over TCP", run.Output);
        Assert.Contains("\"part-1-of-24-of-a-text", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_is_for_people_and_has_no_line_too_long_for_one()
    {
        CommandRun run = await CommandRun.RunAsync("playground");

        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public async Task Another_argument_is_a_usage_error()
    {
        CommandRun run = await CommandRun.RunAsync("playground --server");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--serve", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_keeps_the_server_running_until_it_is_cancelled()
    {
        using CancellationTokenSource cancel = new();
        using SignallingWriter output = new("Ctrl-C ends it.");

        Task<ExitCode> running = PlaygroundCommand.RunAsync(output, TransportServices.Default, serves: true, cancel.Token);
        await output.Seen.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        await using DatagramStreamTransport client = new(IPEndPoint.Parse(Address().Match(output.ToString()).Groups["address"].Value));
        DnsResponse response = await client.SendAsync(DnsRequest.Query("www.example.", DnsType.A));
        await cancel.CancelAsync();

        Assert.Equal(ExitCode.Ok, await running);
        Assert.Equal(2, response.Message.Answers.Count);
        Assert.Contains("dig @127.0.0.1 -p", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_that_is_not_as_it_should_be_is_told()
    {
        PlaygroundStep step = PlaygroundSteps.All.First(candidate => candidate.Rcode == Rcode.NxDomain);
        DnsResponse response = DnsResponse.For(step.ToRequest(), Rcode.NoError);

        Assert.Equal("response code NxDomain; AA True; protocol Udp; authority section SOA", string.Join("; ", step.Differences(response)));
    }

    [Fact]
    public void A_step_that_fails_is_counted()
    {
        using StringWriter output = new();
        PlaygroundPrinter printer = new(output);

        printer.Title("A step");
        printer.Verdict(["something else"]);

        Assert.Equal(1, printer.Failures);
        Assert.Contains("FAILED", output.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"at udp\+tcp://(?<address>[\d.:]+\d)\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
