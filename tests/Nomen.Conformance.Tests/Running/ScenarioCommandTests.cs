using Nomen.Conformance.Reporting;
using Nomen.Conformance.Running;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.Running;

public sealed class ScenarioCommandTests
{
    private const string Query = "CONFIG_END\nSCENARIO_BEGIN t\nSTEP 1 QUERY\nENTRY_BEGIN\nSECTION QUESTION\na. IN A\nENTRY_END\nSCENARIO_END\n";
    private const string Empty = "CONFIG_END\nSCENARIO_BEGIN t\nSCENARIO_END\n";

    [Fact]
    public void A_row_has_the_columns_of_the_contract_and_the_worst_device_decides()
    {
        (int status, string[] rows, string output) = Run(("client/domain/b.rpl", Query), ("client/domain/a.rpl", Empty), ("cache/unbound/c.crpl", Empty), ("client/unbound/d.rpl", "nonsense"));

        Assert.Equal(ExitStatus.Failures, status);
        Assert.Equal("path\tdir\tsource\tkind\tresult\treason\tstep\telapsed_ms\tnote", rows[0]);
        Assert.Equal(
            ["cache unbound neutral skip directory:cache", "client domain neutral pass ", "client domain neutral fail undefined-answer", "client unbound neutral fail parse:1"],
            rows[1..].Select(row => string.Join(' ', row.Split('\t')[1..6])));
        Assert.Contains("datagram:fail", rows[3], StringComparison.Ordinal);
        Assert.EndsWith("cache: 0 passed, 0 failed, 1 skipped\nclient: 1 passed, 2 failed, 0 skipped\n1 passed, 2 failed, 1 skipped\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_listed_and_filtered()
    {
        using TemporaryFolder folder = new();
        folder.Write("client/domain/a.rpl", Empty);
        string kept = folder.Write("client/domain/b.rpl", Empty);
        StringWriter output = new();

        int status = ScenarioCommand.Run(CommandLine.Parse(["scenarios", folder.Path, "--list", "--filter", "b.rpl"]), output, TextWriter.Null);

        Assert.Equal((ExitStatus.Passed, kept), (status, output.ToString().TrimEnd()));
    }

    [Fact]
    public void A_trace_tells_what_was_asked_and_answered()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("client/domain/a.rpl", Query);
        string trace = Path.Combine(folder.Path, "trace.txt");

        ScenarioCommand.Run(CommandLine.Parse(["scenarios", file, "--trace", trace]), TextWriter.Null, TextWriter.Null);

        Assert.Contains("step 1 QUERY", File.ReadAllText(trace), StringComparison.Ordinal);
        Assert.Contains("192.0.2.53:53 over TCP", File.ReadAllText(trace), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_scenarios_cannot_be_used()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(ExitStatus.Unusable, ScenarioCommand.Run(CommandLine.Parse(["scenarios", folder.Path]), TextWriter.Null, TextWriter.Null));
    }

    [Theory]
    [InlineData("strict", true, null)]
    [InlineData("seed", false, 7)]
    public void Flags_reach_the_run(string flag, bool strict, int? seed)
    {
        CommandLine read = CommandLine.Parse(flag == "seed" ? ["scenarios", "x", "--seed", "7", "--jobs", "3"] : ["scenarios", "x", "--strict", "--jobs", "3"]);

        Assert.Equal((strict, seed, 3), (read.IsStrict, read.Seed, read.Jobs));
    }

    [Theory]
    [InlineData]
    [InlineData("dance", "x")]
    [InlineData("vectors")]
    [InlineData("vectors", "x", "--strict")]
    [InlineData("scenarios", "x", "--seed")]
    [InlineData("scenarios", "x", "--jobs", "many")]
    public void A_wrong_command_line_is_refused(params string[] arguments) => Assert.Throws<FormatException>(() => CommandLine.Parse(arguments));

    private static (int Status, string[] Rows, string Output) Run(params (string Path, string Text)[] files)
    {
        using TemporaryFolder folder = new();
        foreach ((string path, string text) in files)
        {
            folder.Write(path, text);
        }

        string tsv = Path.Combine(folder.Path, "out.tsv");
        StringWriter output = new();
        int status = ScenarioCommand.Run(CommandLine.Parse(["scenarios", folder.Path, "--tsv", tsv, "--jobs", "2"]), output, TextWriter.Null);
        return (status, File.ReadAllLines(tsv), output.ToString());
    }
}
