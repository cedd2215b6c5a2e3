using System.Collections.Immutable;
using Nomen.Conformance.Devices;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;

namespace Nomen.Conformance.Running;

/// <summary>Runs a file on every device of its directory.</summary>
internal sealed class ScenarioCase(bool strict, int? seed)
{
    private static readonly string[] Sources = ["unbound", "deckard", "domain"];

    /// <summary>Runs a file.</summary>
    public ScenarioRow Run(string path, ScenarioTrace trace)
    {
        long start = TimeProvider.System.GetTimestamp();
        (string directory, string source) = PlaceOf(path);
        ScenarioOutcome outcome;
        bool isSpecific = false;
        try
        {
            Scenario scenario = ScenarioParser.Parse(File.ReadAllText(path), DialectOf.Path(path));
            isSpecific = scenario.IsSpecific;
            outcome = Run(scenario, directory, trace);
        }
        catch (ScenarioException error)
        {
            outcome = new ScenarioOutcome(CaseResult.Fail, FormattableString.Invariant($"parse:{error.Line}"), Note: error.Message);
        }

        return new ScenarioRow(path, directory, source, isSpecific, outcome, TimeProvider.System.GetElapsedTime(start));
    }

    /// <summary>Runs a scenario on the devices of a directory; the worst of them counts.</summary>
    public ScenarioOutcome Run(Scenario scenario, string directory, ScenarioTrace trace)
    {
        ImmutableArray<DeviceKind> kinds = DeviceCatalog.For(directory);
        if (kinds.IsEmpty)
        {
            return new ScenarioOutcome(CaseResult.Skip, $"directory:{directory}");
        }

        ScenarioOutcome worst = ScenarioOutcome.Pass;
        List<string> notes = [];
        foreach (DeviceKind kind in kinds)
        {
            if (kind.Lacks(scenario) is { } lack)
            {
                notes.Add($"{kind.Name}:unsupported ({lack})");
                continue;
            }

            trace.Add($"== {directory}: {scenario.Title} on {kind.Name}");
            ScenarioOutcome outcome = ScenarioRunner.Run(scenario, kind, strict, seed, trace);
            trace.Add($"{outcome.Result} {outcome.Reason} {outcome.Note}");
            notes.Add($"{kind.Name}:{outcome.Result.ToString().ToLowerInvariant()}{(outcome.Note.Length > 0 ? $" ({outcome.Note})" : string.Empty)}");
            worst = Rank(outcome.Result) > Rank(worst.Result) ? outcome : worst;
        }

        if (notes.TrueForAll(note => note.Contains(":unsupported", StringComparison.Ordinal)))
        {
            worst = new ScenarioOutcome(CaseResult.Skip, "unsupported");
        }

        return worst with { Note = string.Join(',', notes) };
    }

    /// <summary>Directory and source: the folder that holds the file is the source when it is named so.</summary>
    private static (string Directory, string Source) PlaceOf(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        string name = Path.GetFileName(folder) ?? string.Empty;
        return Sources.Contains(name) ? (Path.GetFileName(Path.GetDirectoryName(folder)) ?? string.Empty, name) : (name, string.Empty);
    }

    private static int Rank(CaseResult result) => result switch
    {
        CaseResult.Fail => 2,
        CaseResult.Skip => 1,
        _ => 0,
    };
}
