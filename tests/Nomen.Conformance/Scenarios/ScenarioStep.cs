using System.Collections.Immutable;

namespace Nomen.Conformance.Scenarios;

/// <summary>One step.</summary>
/// <param name="Number">Its number; strictly increasing.</param>
/// <param name="Kind">What it does.</param>
internal sealed record ScenarioStep(int Number, StepKind Kind)
{
    /// <summary>The words behind the kind, as written.</summary>
    public string Arguments { get; init; } = string.Empty;

    /// <summary>The message, for the kinds that have one.</summary>
    public ScenarioEntry? Entry { get; init; }

    /// <summary>Expected file lines, for the kinds that compare files.</summary>
    public ImmutableArray<string> FileLines { get; init; } = [];
}
