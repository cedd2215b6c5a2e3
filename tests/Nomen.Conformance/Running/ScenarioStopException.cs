using Nomen.Conformance.Reporting;

namespace Nomen.Conformance.Running;

/// <summary>Ends a run at a step, with a reason of the corpus' vocabulary.</summary>
internal sealed class ScenarioStopException(CaseResult result, string reason, int? step, string note = "") : Exception(reason)
{
    /// <summary>Fail or skip.</summary>
    public CaseResult Result { get; } = result;

    /// <summary>The step.</summary>
    public int? Step { get; } = step;

    /// <summary>More for a person.</summary>
    public string Note { get; } = note;

    /// <summary>A failure.</summary>
    public static ScenarioStopException Fail(string reason, int? step, string note = "") => new(CaseResult.Fail, reason, step, note);
}
