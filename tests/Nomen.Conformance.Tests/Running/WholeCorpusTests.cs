using Nomen.Conformance.Options;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Running;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.Running;

/// <summary>Every file is played on a device that only forwards: most fail, as they should, but none for a fault of the runner.</summary>
public sealed class WholeCorpusTests
{
    private static readonly string[] Reasons =
    [
        "answer-mismatch", "no-answer", "unexpected-answer", "out-query-missing", "pending-left", "undefined-answer", "timer", "state-file", "macro-range",
        "step:INFRA_RTT", "step:CHECK_AUTOTRUST", "step:CHECK_TEMPFILE",
    ];

    [CorpusFact]
    public void No_file_of_the_corpus_makes_the_runner_fail()
    {
        string[] files = [.. SharedTree.Scenarios()];
        int passed = 0;

        foreach (string file in files)
        {
            Scenario scenario = Samples.Parse(File.ReadAllText(file), DialectOf.Path(file));
            ScenarioOutcome outcome = ScenarioRunner.Run(scenario, ForwardingDevice.Kind() with { Honoured = [.. OptionTable.Honoured] }, ordered: false, seed: null, new ScenarioTrace(false));

            passed += outcome.Result == CaseResult.Pass ? 1 : 0;
            Assert.True(outcome.Result == CaseResult.Pass || Reasons.Contains(outcome.Reason), $"{file}: {outcome}");
        }

        Assert.InRange(passed, 1, files.Length / 4);
    }
}
