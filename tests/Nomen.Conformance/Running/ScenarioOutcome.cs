using Nomen.Conformance.Reporting;

namespace Nomen.Conformance.Running;

/// <summary>How one device did on one file.</summary>
/// <param name="Result">How.</param>
/// <param name="Reason">Why, in the corpus' vocabulary; empty for a pass.</param>
/// <param name="Step">The failing step.</param>
/// <param name="Note">More for a person.</param>
internal sealed record ScenarioOutcome(CaseResult Result, string Reason = "", int? Step = null, string Note = "")
{
    public static ScenarioOutcome Pass { get; } = new(CaseResult.Pass);
}
