using System.Collections.Immutable;
using Nomen.Client.Quic;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Running;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.Running;

/// <summary>The directory <c>client</c> on every transport: it passes, and every mutation of what it expects fails.</summary>
public sealed class ClientScenarioTests
{
    private const string Truncated = """
        CONFIG_END
        SCENARIO_BEGIN Cut over UDP, whole over TCP.
        RANGE_BEGIN 0 9
        ENTRY_BEGIN
        MATCH UDP
        ADJUST copy_id copy_query
        REPLY QR TC
        SECTION QUESTION
        www.example. IN A
        ENTRY_END
        ENTRY_BEGIN
        MATCH TCP
        ADJUST copy_id copy_query
        REPLY QR
        SECTION QUESTION
        www.example. IN A
        SECTION ANSWER
        www.example. IN A 192.0.2.1
        ENTRY_END
        RANGE_END
        STEP 1 QUERY
        ENTRY_BEGIN
        REPLY RD
        SECTION QUESTION
        www.example. IN A
        ENTRY_END
        STEP 2 CHECK_ANSWER
        ENTRY_BEGIN
        MATCH all TCP
        REPLY QR
        SECTION QUESTION
        www.example. IN A
        SECTION ANSWER
        www.example. IN A 192.0.2.1
        ENTRY_END
        SCENARIO_END
        """;

    [CorpusFact]
    public void Every_transport_passes_whatever_the_order_of_ready_work()
    {
        foreach (Scenario scenario in Scenarios())
        {
            for (int seed = 0; seed < 10; seed++)
            {
                ScenarioOutcome outcome = Run(scenario, seed);

                Assert.True(outcome.Result == CaseResult.Pass, $"seed {seed}: {outcome}");
            }
        }
    }

    [CorpusFact]
    public void Every_mutation_of_an_expected_answer_fails_on_every_transport()
    {
        Func<ScenarioEntry, ScenarioEntry?>[] mutations = [OtherRcode, AnswerRecordDropped, AuthenticDataFlipped];

        foreach (Scenario scenario in Scenarios())
        {
            foreach (Func<ScenarioEntry, ScenarioEntry?> mutation in mutations)
            {
                ScenarioOutcome outcome = Run(Mutated(scenario, mutation), seed: 0);

                Assert.Equal((CaseResult.Fail, "answer-mismatch"), (outcome.Result, outcome.Reason));
                Assert.DoesNotContain(":pass", outcome.Note, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_cut_reply_is_asked_for_again_over_TCP_by_the_transport_that_has_both()
    {
        ScenarioOutcome outcome = Run(Samples.Parse(Truncated, Dialect.Stelline), seed: 0);

        Assert.Contains("datagram:fail", outcome.Note, StringComparison.Ordinal);
        Assert.Contains("datagram-stream:pass", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_devices_over_TLS_and_over_real_sockets_run_too()
    {
        ScenarioOutcome outcome = Run(Samples.Parse(Truncated, Dialect.Stelline), seed: 0);

        Assert.Superset(
            new HashSet<string>(["tls-in-memory:pass", "tls-in-memory-octetwise:pass", "multi-stream-tls-in-memory:pass", "datagram-stream-sockets:pass", "tls:pass", "https-get:pass", "https-post:pass"]),
            outcome.Note.Split(',').ToHashSet());
        Assert.Contains(QuicTransport.IsSupported ? "quic:pass" : "quic:unsupported (no QUIC on this machine)", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void TLS_in_memory_takes_answers_between_steps_and_real_sockets_say_that_they_do_not()
    {
        ScenarioOutcome outcome = Run(Samples.Parse(Truncated, Dialect.Testbound), seed: 0);

        Assert.Contains("tls-in-memory:pass", outcome.Note, StringComparison.Ordinal);
        Assert.Contains("tls:unsupported", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_without_an_answer_in_the_script_fails_over_TLS_and_real_sockets_without_a_wait()
    {
        ScenarioOutcome outcome = Run(Samples.Parse(Truncated.Replace("RANGE_BEGIN 0 9", "RANGE_BEGIN 7 9", StringComparison.Ordinal), Dialect.Stelline), seed: 0);

        Assert.Equal("undefined-answer", outcome.Reason);
        Assert.DoesNotContain("none within", outcome.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(":pass", outcome.Note, StringComparison.Ordinal);
    }

    private static IEnumerable<Scenario> Scenarios() => SharedTree.Scenarios()
        .Where(file => file.Contains("/scenarios/client/", StringComparison.Ordinal))
        .Select(file => Samples.Parse(File.ReadAllText(file), DialectOf.Path(file)));

    private static ScenarioOutcome Run(Scenario scenario, int seed) => new ScenarioCase(strict: true, seed == 0 ? null : seed).Run(scenario, "client", new ScenarioTrace(false));

    private static Scenario Mutated(Scenario scenario, Func<ScenarioEntry, ScenarioEntry?> mutation)
    {
        ImmutableArray<ScenarioStep> steps = [.. scenario.Steps.Select(step => step.Kind == StepKind.CheckAnswer ? step with { Entry = mutation(step.Entry!) ?? step.Entry } : step)];
        return scenario with { Steps = steps };
    }

    private static ScenarioEntry OtherRcode(ScenarioEntry entry) => entry with { Reply = entry.Reply.Add("SERVFAIL") };

    private static ScenarioEntry? AnswerRecordDropped(ScenarioEntry entry) => entry.Messages[0].Answers.IsEmpty
        ? null
        : entry with { Messages = [entry.Messages[0] with { Answers = entry.Messages[0].Answers.RemoveAt(0) }] };

    private static ScenarioEntry AuthenticDataFlipped(ScenarioEntry entry) =>
        entry with { Reply = entry.Reply.Contains("AD") ? entry.Reply.Remove("AD") : entry.Reply.Add("AD") };
}
