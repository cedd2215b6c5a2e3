using Nomen.Conformance.Reporting;

namespace Nomen.Conformance.Vectors;

/// <summary>The command <c>vectors</c>.</summary>
internal static class VectorCommand
{
    private static readonly string[] Header = ["path", "row", "result", "reason"];

    /// <summary>Checks every row under the paths.</summary>
    /// <returns>0 without failures, 1 with some, 2 when there is nothing to read.</returns>
    public static int Run(IReadOnlyList<string> paths, string? tsv, TextWriter output, TextWriter error)
    {
        List<VectorRow> rows = [];
        foreach (string path in paths)
        {
            int before = rows.Count;
            rows.AddRange(PathWalk.Files(path, static _ => true).SelectMany(VectorFiles.Read));
            if (rows.Count == before)
            {
                error.WriteLine($"{path}: no vector file in a folder named rdata, messages, edns, captures, dnssec or tsig");
                return ExitStatus.Unusable;
            }
        }

        Tally tally = new();
        foreach (VectorRow row in rows)
        {
            tally.Add(row.Folder, row.Verdict.Result);
            if (row.Verdict.Result == CaseResult.Fail)
            {
                output.WriteLine($"fail {row.Path} {row.Row}: {row.Verdict.Reason}");
            }
        }

        if (tsv is not null)
        {
            TabSeparated.Write(tsv, Header, rows.Select(row => (string[])[row.Path, row.Row, row.Verdict.Result.ToString().ToLowerInvariant(), row.Verdict.Reason]));
        }

        tally.Print(output);
        return tally.HasFailures ? ExitStatus.Failures : ExitStatus.Passed;
    }
}
