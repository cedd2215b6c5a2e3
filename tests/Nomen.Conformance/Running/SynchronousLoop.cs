using Nomen.Conformance.Devices;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;

namespace Nomen.Conformance.Running;

/// <summary>The loop of Deckard and Stelline: each step to its end before the next; an answer is waited for, with the clock running when nothing else happens.</summary>
internal sealed class SynchronousLoop(ScenarioStage stage) : IScenarioLoop
{
    /// <summary>Timers that may fire while one answer is waited for; beyond that there is none.</summary>
    private const int MaxTimers = 5000;

    /// <inheritdoc/>
    public string Play()
    {
        foreach (ScenarioStep step in stage.Scenario.Steps)
        {
            stage.Network.Current = step.Number;
            stage.Trace.Add($"step {step.Number} {StepWords.Of(step.Kind)} {step.Arguments} at {stage.Time.GetUtcNow():O}");
            Play(step);
            if (stage.Network.Undefined is { } query && stage.Scenario.Dialect == Dialect.Stelline)
            {
                throw ScenarioStopException.Fail("undefined-answer", step.Number, query);
            }
        }

        return stage.Network switch
        {
            { Undefined: { } query } => throw ScenarioStopException.Fail("undefined-answer", step: null, query),
            _ when stage.Network.UnusedMandatory.FirstOrDefault() is { } unused => throw ScenarioStopException.Fail("out-query-missing", step: null, $"the entry of line {unused.Line} was never used"),
            _ => string.Empty,
        };
    }

    private void Play(ScenarioStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Query:
                // An answer that no step asked about belongs to a query of the past.
                foreach (DeviceAnswer old in stage.Answers.ToArray())
                {
                    stage.Take(old);
                }

                stage.Ask(step);
                break;
            case StepKind.CheckAnswer:
                Check(step);
                break;
            case StepKind.TimePasses:
                stage.Advance(step);
                break;
            case StepKind.Assign:
                stage.Macros.Assign(step.Arguments);
                break;
            case StepKind.Traffic or StepKind.Nothing:
            case StepKind.CheckOutQuery or StepKind.Reply when stage.Scenario.Dialect == Dialect.Deckard:
                stage.Settle();
                break;
            default:
                throw new ScenarioStopException(CaseResult.Skip, $"step:{StepWords.Of(step.Kind)}", step.Number);
        }
    }

    private void Check(ScenarioStep step)
    {
        for (int fired = 0; stage.Answers.Count == 0; fired++)
        {
            if (fired == MaxTimers || !stage.TryFireNextTimer())
            {
                throw ScenarioStopException.Fail("no-answer", step.Number);
            }
        }

        // The answer stays: a file may look at it twice.
        DeviceAnswer answer = stage.Answers[^1];
        if (stage.Differs(step, answer) is { } differs)
        {
            throw ScenarioStopException.Fail(answer.Subject is null ? answer.Failure : "answer-mismatch", step.Number, $"{differs} {answer.Note}".TrimEnd());
        }
    }
}
