using System.Text.Json;
using Nomen.Cli.Tests.Query;
using Nomen.Dns.MasterFiles;

namespace Nomen.Cli.Tests.Transfers;

public sealed class TransferCommandTests(ZoneFixture zone) : IClassFixture<ZoneFixture>
{
    [Fact]
    public async Task A_zone_is_printed_as_a_master_file_with_its_SOA_once()
    {
        CommandRun run = await CommandRun.RunAsync($"transfer lab.test {zone.Server}");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("lab.test.\t\t3600\tIN\tSOA\tns1.lab.test. host.lab.test. 2026112101 ", run.Lines[0], StringComparison.Ordinal);
        Assert.Single(run.Lines, line => line.Contains("\tSOA\t", StringComparison.Ordinal));
        Assert.Contains("www.lab.test.\t\t3600\tIN\tTXT\t\"one\" \"two words\"", run.Lines);
        Assert.Equal(run.Lines.Length, MasterFileReader.Read(run.Output).Count());
        Assert.Contains("lab.test. serial 2026112101: whole zone, ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("ZONEMD not present", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_the_same_as_those_of_single_answers()
    {
        CommandRun run = await CommandRun.RunAsync($"xfr lab.test {zone.Server}");
        CommandRun single = await CommandRun.RunAsync($"{zone.Server} www.lab.test A AAAA mail.lab.test MX key.lab.test DNSKEY sig.lab.test RRSIG ds.lab.test DS +tcp +nocmd +nocomments +noquestion +nostats +noauthority +noadditional");

        Assert.Empty(single.Lines.Except(run.Lines));
        Assert.True(single.Lines.Length >= 6);
    }

    [Fact]
    public async Task AXFR_is_shown_as_dig_shows_it()
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} lab.test AXFR");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("; <<>> nomen ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal(2, run.Lines.Count(line => line.Contains("\tSOA\t", StringComparison.Ordinal)));
        Assert.Contains($";; SERVER: 127.0.0.1#{zone.EndPoint.Port}(127.0.0.1) (TCP)", run.Lines);
        Assert.Matches("^;; XFR size: 132 records \\(messages 1, bytes [0-9]+\\)$", run.Lines[^1]);
    }

    [Theory]
    [InlineData("AXFR +onesoa", 1)]
    [InlineData("AXFR +noonesoa", 2)]
    [InlineData("-t AXFR +onesoa --format zone", 1)]
    public async Task Onesoa_shows_the_SOA_once(string words, int count)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} lab.test {words}");

        Assert.Equal(count, run.Lines.Count(line => line.Contains("\tSOA\t", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("transfer lab.test --ixfr 2026112101", "nothing newer")]
    [InlineData("transfer lab.test --ixfr=2026112100", "whole zone")]
    [InlineData("transfer lab.test IXFR=2026112101", "nothing newer")]
    public async Task IXFR_tells_whether_there_is_anything_newer(string words, string expected)
    {
        CommandRun run = await CommandRun.RunAsync($"{words} {zone.Server}");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IXFR=2026112101", 1)]
    [InlineData("IXFR=2026112100", 132)]
    [InlineData("-t ixfr=2026112101", 1)]
    public async Task IXFR_takes_its_serial_as_dig_does(string word, int records)
    {
        CommandRun run = await CommandRun.RunAsync($"{zone.Server} lab.test {word}");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains($";; XFR size: {records} records", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jsonl_has_an_object_for_each_event()
    {
        CommandRun run = await CommandRun.RunAsync($"transfer lab.test {zone.Server} --jsonl");

        JsonElement[] events = [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("begin", events[0].GetProperty("event").GetString());
        Assert.Equal(2026112101, events[0].GetProperty("serial").GetInt64());
        Assert.Equal("lab.test.", events[1].GetProperty("record").GetProperty("NAME").GetString());
        Assert.Equal(132, events[^1].GetProperty("records").GetInt64());
        Assert.Equal("end", events[^1].GetProperty("event").GetString());
    }

    [Fact]
    public async Task A_refused_transfer_has_its_own_exit_code()
    {
        CommandRun run = await CommandRun.RunAsync($"transfer other.test {zone.Server}");

        Assert.Equal(ExitCode.TransferFailed, run.ExitCode);
        Assert.Contains("NotAuth", run.Errors, StringComparison.Ordinal);
        Assert.Contains("; Transfer failed.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_that_is_asked_for_must_be_there()
    {
        CommandRun run = await CommandRun.RunAsync($"transfer lab.test {zone.Server} --digest");

        Assert.Equal(ExitCode.TransferFailed, run.ExitCode);
        Assert.Contains("ZONEMD not present", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_takes_its_place_when_the_transfer_is_whole()
    {
        using TemporaryFile file = new();

        CommandRun run = await CommandRun.RunAsync($"transfer lab.test {zone.Server} --to-zone {file.Path}");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(131, MasterFileReader.ReadFile(file.Path).Count());
        Assert.False(File.Exists(file.Path + ".part"));
    }

    [Fact]
    public async Task A_failed_transfer_leaves_the_file_as_it_was()
    {
        using TemporaryFile file = new();
        await File.WriteAllTextAsync(file.Path, "as it was");

        CommandRun run = await CommandRun.RunAsync($"transfer other.test {zone.Server} --to-zone {file.Path}");

        Assert.Equal(ExitCode.TransferFailed, run.ExitCode);
        Assert.Equal("as it was", await File.ReadAllTextAsync(file.Path));
        Assert.False(File.Exists(file.Path + ".part"));
    }

    [Theory]
    [InlineData("transfer lab.test", "one zone and one server")]
    [InlineData("transfer @127.0.0.1", "one zone and one server")]
    [InlineData("transfer lab.test @127.0.0.1 --ixfr x", "'--ixfr' takes a serial")]
    [InlineData("transfer lab.test @udp://127.0.0.1", "need a stream")]
    [InlineData("lab.test IXFR=x @127.0.0.1", "expected a serial")]
    [InlineData("lab.test AXFR @127.0.0.1 --format hex", "dig, zone or jsonl")]
    public async Task What_cannot_be_understood_is_told(string words, string expected)
    {
        CommandRun run = await CommandRun.RunAsync(words);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }
}
