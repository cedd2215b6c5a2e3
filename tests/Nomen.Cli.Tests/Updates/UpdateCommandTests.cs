using Nomen.Cli.Tests.Query;
using Nomen.Cli.Tests.Transfers;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Tests.Updates;

public sealed class UpdateCommandTests(UpdateFixture server) : IClassFixture<UpdateFixture>
{
    [Fact]
    public async Task A_script_from_standard_input_is_sent_update_by_update()
    {
        int before = server.Received.Count;

        CommandRun run = await CommandRun.RunAsync($"update {server.Server}", "zone example.\nupdate add a.example. 60 A 192.0.2.1\nsend\nupdate delete b.example.\nupdate delete c.example.\n");

        Assert.Equal((ExitCode.Ok, string.Empty), (run.ExitCode, run.Errors));
        DnsMessage[] updates = [.. server.Received.Skip(before)];
        Assert.Equal([1, 2], updates.Select(update => update.Authority.Count));
        Assert.All(updates, update => Assert.Equal((Opcode.Update, "example."), (update.Opcode, update.Question!.Value.Name.ToString())));
    }

    [Fact]
    public async Task Without_a_zone_the_server_is_asked_for_it()
    {
        CommandRun run = await CommandRun.RunAsync($"update {server.Server}", "update delete deep.under.example.\n");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal("example.", server.Received.Last().Question!.Value.Name.ToString());
    }

    [Fact]
    public async Task A_refusal_ends_the_script()
    {
        CommandRun run = await CommandRun.RunAsync($"update {server.Server}", $"zone {UpdateFixture.Refused}\nupdate delete a.{UpdateFixture.Refused}\nsend\nthis line is not read\n");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("update failed: REFUSED", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_and_answer_print_messages()
    {
        CommandRun run = await CommandRun.RunAsync($"update {server.Server}", "zone example.\nupdate delete a.example.\nshow\nsend\nanswer\n");

        Assert.Contains(";; ->>HEADER<<- opcode: UPDATE, status: NOERROR", run.Output, StringComparison.Ordinal);
        Assert.Contains(";; ZONE SECTION:", run.Lines);
        Assert.Equal(2, run.Lines.Count(line => line.StartsWith(";; ->>HEADER<<-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_script_from_a_file_tells_file_and_line_of_a_mistake()
    {
        using TemporaryFile file = new();
        await File.WriteAllTextAsync(file.Path, "zone example.\n\nupdate add x\n");

        CommandRun run = await CommandRun.RunAsync($"update {server.Server} {file.Path}");

        Assert.Equal(ExitCode.BatchFile, run.ExitCode);
        Assert.Contains($"{file.Path}, line 3: expected a TTL", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notify_tells_the_server_and_shows_its_answer()
    {
        CommandRun run = await CommandRun.RunAsync($"notify example. {server.Server} --serial 7");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal("example. @127.0.0.1: NOERROR", Assert.Single(run.Lines));
        DnsMessage notify = server.Received.Last(message => message.Opcode == Opcode.Notify);
        Assert.Equal((DnsFlags.AA, 1), (notify.Flags, notify.Answers.Count));
    }

    [Theory]
    [InlineData("notify example.", "one zone and one server")]
    [InlineData("notify example. @127.0.0.1 --serial x", "'--serial' takes a serial")]
    [InlineData("update @127.0.0.1 nofile", "there is no file 'nofile'")]
    public async Task What_cannot_be_understood_is_told(string words, string expected)
    {
        CommandRun run = await CommandRun.RunAsync(words);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }
}
