using Nomen.Conformance.Devices;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Running;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.Running;

public sealed class ScenarioRunnerTests
{
    [Theory]
    [InlineData(nameof(Dialect.Testbound), "192.0.2.3")]
    [InlineData(nameof(Dialect.Deckard), "192.0.2.1")]
    [InlineData(nameof(Dialect.Stelline), "192.0.2.4")]
    public void Each_dialect_searches_ranges_in_its_own_order(string dialect, string expected)
    {
        string ranges = Range("0 9", Reply("192.0.2.1"), Reply("192.0.2.2")) + Range("0 9", Reply("192.0.2.3"), Reply("192.0.2.4"));

        Assert.Equal(ScenarioOutcome.Pass, Run(dialect, ranges + Query(1) + Answer(2, expected)));
    }

    [Theory]
    [InlineData(nameof(Dialect.Testbound), "192.0.2.2")]
    [InlineData(nameof(Dialect.Deckard), "192.0.2.1")]
    [InlineData(nameof(Dialect.Stelline), "192.0.2.1")]
    public void A_query_sees_the_number_of_the_next_step_in_testbound_alone(string dialect, string expected)
    {
        string ranges = Range("0 1", Reply("192.0.2.1")) + Range("2 9", Reply("192.0.2.2"));

        Assert.Equal(ScenarioOutcome.Pass, Run(dialect, ranges + Query(1) + Answer(2, expected)));
    }

    [Theory]
    [InlineData(nameof(Dialect.Testbound), "no-answer")]
    [InlineData(nameof(Dialect.Deckard), "answer-mismatch")]
    [InlineData(nameof(Dialect.Stelline), "undefined-answer")]
    public void A_query_that_nothing_answers_fails_in_the_dialects_way(string dialect, string reason) =>
        Assert.Equal((CaseResult.Fail, reason), ResultOf(Run(dialect, Query(1) + Answer(2, "192.0.2.1"))));

    [Fact]
    public void A_query_left_over_fails_unless_it_is_an_address_lookup_that_nobody_waits_for()
    {
        string other = Query(1).Replace(" IN A", " IN MX", StringComparison.Ordinal);

        Assert.Equal((CaseResult.Fail, "pending-left"), ResultOf(Run("Testbound", other)));
        Assert.Equal("extra-query:www.example./A", Run("Testbound", Query(1)).Note);
    }

    [Fact]
    public void An_answer_that_no_step_looks_at_fails_in_testbound() =>
        Assert.Equal((CaseResult.Fail, "unexpected-answer"), ResultOf(Run("Testbound", Range("0 9", Reply("192.0.2.1")) + Query(1) + "STEP 2 TRAFFIC\n")));

    [Fact]
    public void Deckard_fails_at_the_end_when_an_answer_was_missing_though_the_steps_pass()
    {
        string servFail = "STEP 2 CHECK_ANSWER\nENTRY_BEGIN\nMATCH rcode\nREPLY QR SERVFAIL\nSECTION QUESTION\nwww.example. IN A\nENTRY_END\n";

        Assert.Equal((CaseResult.Fail, "undefined-answer"), ResultOf(Run("Deckard", Query(1) + servFail)));
    }

    [Fact]
    public void A_mandatory_entry_must_be_used()
    {
        string unused = Reply("192.0.2.9").Replace("ADJUST", "MANDATORY\nADJUST", StringComparison.Ordinal);

        Assert.Equal((CaseResult.Fail, "out-query-missing"), ResultOf(Run("Deckard", Range("0 9", Reply("192.0.2.1"), unused) + Query(1) + Answer(2, "192.0.2.1"))));
    }

    [Fact]
    public void A_range_serves_its_address_only()
    {
        string ranges = Range("0 9", "ADDRESS 192.0.2.53\n", Reply("192.0.2.1")) + Range("0 9", Reply("192.0.2.2"));

        Assert.Equal(ScenarioOutcome.Pass, Run("Testbound", ranges + Query(1) + Answer(2, "192.0.2.2")));
        Assert.Equal(ScenarioOutcome.Pass, Run("Testbound", ranges.Replace("RANGE_BEGIN 0 9\nENTRY", "RANGE_BEGIN 7 9\nENTRY", StringComparison.Ordinal) + Query(1) + Answer(2, "192.0.2.1"), "192.0.2.53"));
    }

    [Fact]
    public void Outgoing_queries_are_checked_answered_failed_and_timed_out()
    {
        string check = "STEP 2 CHECK_OUT_QUERY ADDRESS 192.0.2.1\nENTRY_BEGIN\nMATCH qname\nADJUST copy_id\nREPLY QR\nSECTION QUESTION\nwww.example. IN A\nSECTION ANSWER\nwww.example. IN A 192.0.2.7\nENTRY_END\n";
        string byHand = $"STEP 5 REPLY\n{Reply("192.0.2.8")}";

        Assert.Equal(ScenarioOutcome.Pass, Run("Testbound", Query(1) + check + Answer(3, "192.0.2.7") + Query(4) + byHand + Answer(6, "192.0.2.8")));
        Assert.Equal((CaseResult.Fail, "out-query-missing"), ResultOf(Run("Testbound", Query(1) + check.Replace("192.0.2.1\n", "192.0.2.9\n", StringComparison.Ordinal))));
        Assert.Equal((CaseResult.Fail, "answer-mismatch"), ResultOf(Run("Testbound", Query(1) + "STEP 2 TIMEOUT\n" + Answer(3, "192.0.2.7"))));
        Assert.Equal((CaseResult.Fail, "out-query-missing"), ResultOf(Run("Testbound", "STEP 2 ERROR\n")));
    }

    [Theory]
    [InlineData("STEP 1 TIME_PASSES ELAPSE 1.5\nSTEP 2 ASSIGN t = ${range 1 ${time} 2}\n", "")]
    [InlineData("STEP 1 ASSIGN t = ${range 1 ${time} 2}\n", "macro-range")]
    [InlineData("STEP 1 TIME_PASSES SOON\n", "timer")]
    [InlineData("STEP 1 INFRA_RTT 192.0.2.1 example. 900\n", "step:INFRA_RTT")]
    [InlineData("STEP 1 CHECK_AUTOTRUST x\nFILE_BEGIN\nFILE_END\n", "step:CHECK_AUTOTRUST")]
    public void The_clock_moves_by_steps_alone(string steps, string reason) => Assert.Equal(reason, Run("Testbound", steps).Reason);

    [Fact]
    public void An_option_that_the_device_does_not_honour_skips_the_file()
    {
        Scenario scenario = Samples.Parse("server: prefetch: yes\nCONFIG_END\nSCENARIO_BEGIN t\nSCENARIO_END\n", Dialect.Testbound);

        ScenarioOutcome outcome = ScenarioRunner.Run(scenario, ForwardingDevice.Kind(), ordered: false, seed: null, new ScenarioTrace(false));

        Assert.Equal((CaseResult.Skip, "option:prefetch"), ResultOf(outcome));
    }

    [Fact]
    public void A_device_that_does_not_come_back_is_a_hang()
    {
        using ManualResetEventSlim gate = new();
        DeviceKind kind = new("stuck", [], (network, _) =>
        {
            gate.Wait();
            return new ForwardingDevice(network, "192.0.2.1");
        });
        Scenario scenario = Samples.Parse("CONFIG_END\nSCENARIO_BEGIN t\nSCENARIO_END\n", Dialect.Testbound);

        ScenarioOutcome outcome = ScenarioRunner.Run(scenario, kind, ordered: false, seed: null, new ScenarioTrace(false), TimeSpan.Zero);
        gate.Set();

        Assert.Equal((CaseResult.Fail, "hang"), ResultOf(outcome));
    }

    [Fact]
    public void A_device_that_throws_is_a_crash()
    {
        DeviceKind kind = new("broken", [], (_, _) => throw new InvalidOperationException("broken"));
        Scenario scenario = Samples.Parse("CONFIG_END\nSCENARIO_BEGIN t\nSCENARIO_END\n", Dialect.Testbound);

        ScenarioOutcome outcome = ScenarioRunner.Run(scenario, kind, ordered: false, seed: null, new ScenarioTrace(false));

        Assert.Equal((CaseResult.Fail, "crash:InvalidOperationException"), ResultOf(outcome));
    }

    private static ScenarioOutcome Run(string dialect, string body, string server = "192.0.2.1")
    {
        Scenario scenario = Samples.Parse($"CONFIG_END\nSCENARIO_BEGIN t\n{body}SCENARIO_END\n", Enum.Parse<Dialect>(dialect));
        return ScenarioRunner.Run(scenario, ForwardingDevice.Kind(server), ordered: false, seed: null, new ScenarioTrace(false));
    }

    private static (CaseResult Result, string Reason) ResultOf(ScenarioOutcome outcome) => (outcome.Result, outcome.Reason);

    private static string Range(string bounds, params string[] parts) => $"RANGE_BEGIN {bounds}\n{string.Concat(parts)}RANGE_END\n";

    private static string Reply(string address) =>
        $"ENTRY_BEGIN\nMATCH opcode qtype qname\nADJUST copy_id\nREPLY QR\nSECTION QUESTION\nwww.example. IN A\nSECTION ANSWER\nwww.example. IN A {address}\nENTRY_END\n";

    private static string Query(int step) => $"STEP {step} QUERY\nENTRY_BEGIN\nSECTION QUESTION\nwww.example. IN A\nENTRY_END\n";

    private static string Answer(int step, string address) =>
        $"STEP {step} CHECK_ANSWER\nENTRY_BEGIN\nMATCH all\nREPLY QR\nSECTION QUESTION\nwww.example. IN A\nSECTION ANSWER\nwww.example. IN A {address}\nENTRY_END\n";
}
