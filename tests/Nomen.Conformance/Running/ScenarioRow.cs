using System.Globalization;

namespace Nomen.Conformance.Running;

/// <summary>A row of the report: one file, the worst of its devices.</summary>
/// <param name="Path">The file.</param>
/// <param name="Directory">The directory that says what is tested.</param>
/// <param name="Source">Whose file it is: the folder below.</param>
/// <param name="IsSpecific">Whether the file looks at the inside of a device.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Elapsed">Real time it took.</param>
internal sealed record ScenarioRow(string Path, string Directory, string Source, bool IsSpecific, ScenarioOutcome Outcome, TimeSpan Elapsed)
{
    /// <summary>The columns, a stable contract.</summary>
    public static string[] Header { get; } = ["path", "dir", "source", "kind", "result", "reason", "step", "elapsed_ms", "note"];

    /// <summary>The row's fields.</summary>
    public string[] Fields =>
    [
        Path, Directory, Source, IsSpecific ? "specific" : "neutral", Outcome.Result.ToString().ToLowerInvariant(), Outcome.Reason,
        Outcome.Step?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        ((long)Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), Outcome.Note,
    ];
}
