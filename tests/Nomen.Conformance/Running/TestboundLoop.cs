using System.Net;
using Nomen.Conformance.Devices;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Wire;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Running;

/// <summary>The loop of testbound: one thing at a time, the first rule that applies (FORMAT.md section 5).</summary>
internal sealed class TestboundLoop(ScenarioStage stage) : IScenarioLoop
{
    private const int MaxTurns = 5000;

    private int _next;

    private ScenarioStep? Step => _next < stage.Scenario.Steps.Length ? stage.Scenario.Steps[_next] : null;

    /// <inheritdoc/>
    public string Play()
    {
        for (int turn = 0; turn < MaxTurns; turn++)
        {
            // Queries that a step causes see the number of the step after it.
            stage.Network.Current = Step?.Number ?? int.MaxValue;
            stage.Settle();
            if (TryCompleteOutQuery() || TryCompleteAnswer() || stage.Network.TryAnswerPending())
            {
                continue;
            }

            if (Step is not { } step)
            {
                return Finish();
            }

            stage.Trace.Add($"step {step.Number} {StepWords.Of(step.Kind)} {step.Arguments} at {stage.Time.Elapsed}");
            _next++;
            Execute(step);
        }

        throw ScenarioStopException.Fail("hang", Step?.Number, $"{MaxTurns} turns");
    }

    // 1. The step waits for a query that is there.
    private bool TryCompleteOutQuery()
    {
        if (Step is not { Kind: StepKind.CheckOutQuery } step)
        {
            return false;
        }

        CompiledEntry entry = stage.Network.Compile(step.Entry!);
        IPAddress? address = StepArguments.Address(step);
        PendingQuery? found = stage.Network.Pending.LastOrDefault(pending =>
            (address is null || address.Equals(pending.Query.Destination.Address)) && stage.Matcher.Differs(entry, pending.Query.Subject) is null);
        if (found is null)
        {
            return false;
        }

        _next++;
        if (entry.Adjusts("copy_id"))
        {
            stage.Network.Answer(stage.Network.Take(found), entry);
        }

        return true;
    }

    // 2. The step waits for an answer, and there are some: one must match.
    private bool TryCompleteAnswer()
    {
        if (Step is not { Kind: StepKind.CheckAnswer } step || stage.Answers.Count == 0)
        {
            return false;
        }

        IPAddress? client = StepArguments.Address(step);
        string differs = "none for that client";
        foreach (DeviceAnswer answer in stage.Answers.Where(answer => client is null || client.Equals(answer.Client)))
        {
            if (stage.Differs(step, answer) is not { } difference)
            {
                stage.Take(answer);
                _next++;
                return true;
            }

            differs = difference;
        }

        throw ScenarioStopException.Fail("answer-mismatch", step.Number, differs);
    }

    // 4. Nothing else to do.
    private void Execute(ScenarioStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Query:
                stage.Network.Current = Step?.Number ?? int.MaxValue;
                stage.Ask(step);
                break;
            case StepKind.CheckAnswer:
                throw ScenarioStopException.Fail("no-answer", step.Number);
            case StepKind.CheckOutQuery:
                throw ScenarioStopException.Fail("out-query-missing", step.Number);
            case StepKind.Reply:
                stage.Network.Answer(TakeNewest(step), stage.Network.Compile(step.Entry!));
                break;
            case StepKind.Timeout:
                TakeNewest(step).End(UpstreamEnd.Timeout);
                break;
            case StepKind.Error:
                TakeNewest(step).End(UpstreamEnd.Closed);
                break;
            case StepKind.TimePasses:
                stage.Advance(step);
                break;
            case StepKind.Assign:
                stage.Macros.Assign(step.Arguments);
                break;
            case StepKind.Traffic or StepKind.Nothing:
                break;
            default:
                throw new ScenarioStopException(CaseResult.Skip, $"step:{StepWords.Of(step.Kind)}", step.Number);
        }
    }

    private PendingQuery TakeNewest(ScenarioStep step) => stage.Network.Pending is [.., var newest]
        ? stage.Network.Take(newest)
        : throw ScenarioStopException.Fail("out-query-missing", step.Number, "no query waits");

    /// <summary>How many optional look-ups a device makes is its own affair, unless the file looks at its inside.</summary>
    private string Finish()
    {
        if (stage.Answers.Count > 0)
        {
            throw ScenarioStopException.Fail("unexpected-answer", step: null);
        }

        PlainQuestion?[] left = [.. stage.Network.Pending.Select(pending => pending.Query.Message.Questions.FirstOrDefault())];
        bool isTolerable = !stage.Scenario.IsSpecific && !stage.IsWaited
            && left.All(question => (DnsType?)question?.Type is DnsType.A or DnsType.AAAA or DnsType.NS);
        string note = string.Join(' ', left.Select(question => question is null ? "query" : $"extra-query:{PlainName.ToText(question.Name)}/{((DnsType)question.Type).ToMnemonic()}"));
        return left.Length == 0 || isTolerable ? note : throw ScenarioStopException.Fail("pending-left", step: null, note);
    }
}
