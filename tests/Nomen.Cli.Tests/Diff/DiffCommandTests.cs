using System.Text.Json;
using Nomen.Cli.Tests.Query;

namespace Nomen.Cli.Tests.Diff;

public class DiffCommandTests(ZoneFixture zone) : IClassFixture<ZoneFixture>
{
    [Fact]
    public async Task Servers_that_say_the_same_are_told_in_one_line_and_exit_0()
    {
        CommandRun run = await CommandRun.RunAsync($"diff {zone.Server} @tcp://127.0.0.1:{zone.EndPoint.Port} www.lab.test A AAAA");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal(["www.lab.test.  A  same", "www.lab.test.  AAAA  same"], run.Lines.Where(line => line[0] != ' '));
        Assert.Contains("  NOERROR  1 records", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_names_record_and_servers_and_exits_12()
    {
        await using LoneZone other = await LoneZone.StartAsync("$ORIGIN lab.test.\n@ 3600 SOA ns1 host 1 7200 3600 1209600 300\n@ 3600 NS ns1\nns1 3600 A 192.0.2.1\nwww 3600 A 192.0.2.81\n");

        CommandRun run = await CommandRun.RunAsync($"diff @127.0.0.1:{zone.EndPoint.Port} @127.0.0.1:{other.Port} www.lab.test A");

        Assert.Equal(ExitCode.Differences, run.ExitCode);
        Assert.Contains($"  only at udp+tcp://127.0.0.1:{zone.EndPoint.Port}: www.lab.test. A 192.0.2.80  (not at udp+tcp://127.0.0.1:{other.Port})", run.Lines);
        Assert.Contains($"  only at udp+tcp://127.0.0.1:{other.Port}: www.lab.test. A 192.0.2.81  (not at udp+tcp://127.0.0.1:{zone.EndPoint.Port})", run.Lines);
    }

    [Fact]
    public async Task TTLs_count_only_when_asked_for()
    {
        await using LoneZone other = await LoneZone.StartAsync("$ORIGIN lab.test.\n@ 60 SOA ns1 host 1 7200 3600 1209600 300\n@ 60 NS ns1\nns1 60 A 192.0.2.1\nwww 60 A 192.0.2.80\n");
        string servers = $"@127.0.0.1:{zone.EndPoint.Port} @127.0.0.1:{other.Port}";

        CommandRun without = await CommandRun.RunAsync($"diff {servers} www.lab.test A");
        CommandRun with = await CommandRun.RunAsync($"diff --ttl {servers} www.lab.test A");

        Assert.Equal((ExitCode.Ok, ExitCode.Differences), (without.ExitCode, with.ExitCode));
    }

    [Fact]
    public async Task Json_holds_one_object_for_each_question()
    {
        CommandRun run = await CommandRun.RunAsync($"diff --json @127.0.0.1:{zone.EndPoint.Port} @udp://127.0.0.1:{zone.EndPoint.Port} nothing.lab.test");

        using JsonDocument document = JsonDocument.Parse(Assert.Single(run.Lines));
        Assert.True(document.RootElement.GetProperty("same").GetBoolean());
        Assert.Equal("NXDOMAIN", document.RootElement.GetProperty("answers")[1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task One_server_alone_is_a_usage_error()
    {
        CommandRun run = await CommandRun.RunAsync($"diff {zone.Server} www.lab.test");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("name at least two", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_answering_exits_9()
    {
        int closed = ClosedPort.Take();

        CommandRun run = await CommandRun.RunAsync($"diff @udp://127.0.0.1:{closed} @tcp://127.0.0.1:{closed} www.lab.test");

        Assert.Equal(ExitCode.NoReply, run.ExitCode);
        Assert.Contains("no reply (ConnectionRefused)", run.Output, StringComparison.Ordinal);
    }
}
