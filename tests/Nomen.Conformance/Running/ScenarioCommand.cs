using System.Collections.Concurrent;
using Nomen.Conformance.Reporting;

namespace Nomen.Conformance.Running;

/// <summary>The command <c>scenarios</c>.</summary>
internal static class ScenarioCommand
{
    /// <summary>Runs every file under the paths.</summary>
    /// <returns>0 without failures, 1 with some, 2 when there is nothing to read.</returns>
    public static int Run(CommandLine command, TextWriter output, TextWriter error)
    {
        List<string> files = [];
        foreach (string path in command.Paths)
        {
            string[] found = [.. PathWalk.Files(path, IsScenario)];
            if (found.Length == 0)
            {
                error.WriteLine($"{path}: no scenario file (.rpl, .crpl)");
                return ExitStatus.Unusable;
            }

            files.AddRange(found.Where(file => command.Filter is null || file.Contains(command.Filter, StringComparison.Ordinal)));
        }

        if (command.IsList)
        {
            files.ForEach(output.WriteLine);
            return ExitStatus.Passed;
        }

        return Report(command, Play(command, files), output);
    }

    private static ScenarioRow[] Play(CommandLine command, List<string> files)
    {
        // 0 is the reference order, as is no seed at all.
        ScenarioCase cases = new(command.IsStrict, command.Seed is 0 ? null : command.Seed);
        ConcurrentBag<(ScenarioRow Row, ScenarioTrace Trace)> done = [];
        Parallel.ForEach(files.Distinct(StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = command.Jobs }, file =>
        {
            ScenarioTrace trace = new(isWanted: command.Trace is not null);
            done.Add((cases.Run(file, trace), trace));
        });

        (ScenarioRow Row, ScenarioTrace Trace)[] sorted = [.. done.OrderBy(item => item.Row.Path, StringComparer.Ordinal)];
        if (command.Trace is not null)
        {
            File.WriteAllLines(command.Trace, sorted.SelectMany(item => item.Trace.Lines));
        }

        return [.. sorted.Select(item => item.Row)];
    }

    private static int Report(CommandLine command, ScenarioRow[] rows, TextWriter output)
    {
        Tally tally = new();
        foreach (ScenarioRow row in rows)
        {
            tally.Add(row.Directory, row.Outcome.Result);
            if (row.Outcome.Result == CaseResult.Fail)
            {
                output.WriteLine(FormattableString.Invariant($"fail {row.Path} step {row.Outcome.Step}: {row.Outcome.Reason} {row.Outcome.Note}"));
            }
        }

        if (command.Tsv is not null)
        {
            TabSeparated.Write(command.Tsv, ScenarioRow.Header, rows.Select(row => row.Fields));
        }

        tally.Print(output);
        return tally.HasFailures ? ExitStatus.Failures : ExitStatus.Passed;
    }

    private static bool IsScenario(string path) => Path.GetExtension(path) is ".rpl" or ".crpl";
}
