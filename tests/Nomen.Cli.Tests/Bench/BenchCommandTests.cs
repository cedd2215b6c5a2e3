using System.Text.Json;
using Nomen.Cli.Tests.Query;

namespace Nomen.Cli.Tests.Bench;

public class BenchCommandTests(ZoneFixture zone) : IClassFixture<ZoneFixture>
{
    [Fact]
    public async Task Each_server_is_asked_over_each_transport()
    {
        CommandRun run = await CommandRun.RunAsync($"bench {zone.Server} --transports=udp,tcp,udp+tcp --count 7 --concurrency=2 www.lab.test nothing.lab.test");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("server     transport  asked  good", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal(["udp", "tcp", "udp+tcp"], run.Lines[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.All(run.Lines[1..], line => Assert.Equal(["7", "7"], line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..4]));
    }

    [Fact]
    public async Task Failures_stand_beside_successes_in_json()
    {
        int closed = ClosedPort.Take();

        CommandRun run = await CommandRun.RunAsync($"bench --json @udp://127.0.0.1:{zone.EndPoint.Port} @udp://127.0.0.1:{closed} --count 3 www.lab.test");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(3, document.RootElement[0].GetProperty("good").GetInt32());
        Assert.True(document.RootElement[0].GetProperty("p50Ms").GetDouble() > 0);
        Assert.Equal(3, document.RootElement[1].GetProperty("failures").GetProperty("ConnectionRefused").GetInt32());
        Assert.Equal(JsonValueKind.Null, document.RootElement[1].GetProperty("p50Ms").ValueKind);
    }

    [Fact]
    public async Task Unique_names_are_names_that_nobody_has()
    {
        CommandRun plain = await CommandRun.RunAsync($"bench {zone.Server} --json --count 2 www.lab.test");
        CommandRun unique = await CommandRun.RunAsync($"bench {zone.Server} --json --count 2 --unique {new string('a', 63)}.{new string('b', 63)}.{new string('c', 63)}.{new string('d', 50)}.lab.test");

        Assert.Equal(ExitCode.Ok, plain.ExitCode);
        Assert.Equal(ExitCode.Usage, unique.ExitCode);
        Assert.Contains("no room for a label", unique.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_answering_exits_9()
    {
        CommandRun run = await CommandRun.RunAsync($"bench @tcp://127.0.0.1:{ClosedPort.Take()} --count 1 www.lab.test");

        Assert.Equal(ExitCode.NoReply, run.ExitCode);
        Assert.Contains("1 ConnectionRefused", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--count 0", "option '--count' takes a number from 1 to 100000, not '0'")]
    [InlineData("--count", "option '--count' needs a value")]
    [InlineData("--concurrency=x", "option '--concurrency' takes a number from 1 to 1000, not 'x'")]
    [InlineData("--transports=smtp", "option '--transports' takes a list of udp, tcp, udp+tcp, tls, https, h3, quic, not 'smtp'")]
    public async Task What_is_wrong_is_told(string words, string expected)
    {
        CommandRun run = await CommandRun.RunAsync($"bench {words}");

        Assert.Equal((ExitCode.Usage, $"nomen: {expected}{Environment.NewLine}"), (run.ExitCode, run.Errors));
    }
}
