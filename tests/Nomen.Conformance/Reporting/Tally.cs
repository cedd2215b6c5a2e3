using System.Globalization;

namespace Nomen.Conformance.Reporting;

/// <summary>Counts of cases by directory, for standard output and the exit status.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int[]> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether a case failed.</summary>
    public bool HasFailures => Sum(CaseResult.Fail) > 0;

    /// <summary>Counts a case.</summary>
    public void Add(string directory, CaseResult result)
    {
        if (!_counts.TryGetValue(directory, out int[]? counts))
        {
            _counts[directory] = counts = new int[4];
        }

        counts[(int)result]++;
    }

    /// <summary>A line for each directory, then the sum: the last line is what scripts read.</summary>
    public void Print(TextWriter output)
    {
        foreach ((string directory, int[] counts) in _counts)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{directory}: {counts[(int)CaseResult.Pass]} passed, {counts[(int)CaseResult.Fail]} failed, {counts[(int)CaseResult.Skip]} skipped{Uncounted(counts)}"));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Sum(CaseResult.Pass)} passed, {Sum(CaseResult.Fail)} failed, {Sum(CaseResult.Skip)} skipped"));
    }

    private static string Uncounted(int[] counts) =>
        counts[(int)CaseResult.Info] == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({counts[(int)CaseResult.Info]} info)");

    private int Sum(CaseResult result) => _counts.Values.Sum(counts => counts[(int)result]);
}
