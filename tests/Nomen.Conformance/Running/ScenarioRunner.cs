using Nomen.Conformance.Devices;
using Nomen.Conformance.Macros;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Options;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Scenarios;
using Nomen.Testing.Scheduling;
using Nomen.Testing.Time;

namespace Nomen.Conformance.Running;

/// <summary>Plays one scenario on one fresh device, in virtual time, on one thread.</summary>
internal static class ScenarioRunner
{
    /// <summary>Plays on a thread of its own; one that does not come back is a hang, and is left behind.</summary>
    public static ScenarioOutcome Run(Scenario scenario, DeviceKind kind, bool ordered, int? seed, ScenarioTrace trace, TimeSpan? hangLimit = null)
    {
        ScenarioOutcome outcome = new(CaseResult.Fail, "hang");
        Thread thread = new(() => outcome = Play(scenario, kind, ordered, seed, trace)) { IsBackground = true, Name = kind.Name };
        thread.Start();
        return thread.Join(hangLimit ?? kind.HangLimit) ? outcome : new ScenarioOutcome(CaseResult.Fail, "hang");
    }

    private static ScenarioOutcome Play(Scenario scenario, DeviceKind kind, bool ordered, int? seed, ScenarioTrace trace)
    {
        try
        {
            ScenarioOptions options = OptionReader.Read(scenario);
            options.RequireOnly(kind.Honoured);
            EntryMatcher matcher = new(scenario.Dialect, ordered || scenario.IsSpecific);
            ScriptedNetwork network = new(scenario, matcher, trace);
            VirtualRun run = new(new ManualTimeProvider(Start(scenario, options), TimerBoundary.Exclusive), new DeterministicScheduler(seed));
            ScenarioStage stage = new(scenario, matcher, network, run, trace) { Device = kind.Create(network, run.Services) };
            IScenarioLoop loop = scenario.Dialect == Dialect.Testbound ? new TestboundLoop(stage) : new SynchronousLoop(stage);
            return PlayToEnd(loop, stage);
        }
        catch (ScenarioStopException stop)
        {
            return new ScenarioOutcome(stop.Result, stop.Message, stop.Step, stop.Note);
        }
        catch (UnsupportedOptionException option)
        {
            return new ScenarioOutcome(CaseResult.Skip, option.Message);
        }
        catch (MacroException macro)
        {
            return new ScenarioOutcome(CaseResult.Fail, macro.IsRange ? "macro-range" : "timer", Note: macro.Message);
        }
        catch (ScenarioException error)
        {
            return new ScenarioOutcome(CaseResult.Fail, FormattableString.Invariant($"parse:{error.Line}"), Note: error.Message);
        }
        catch (SchedulerLeakException leak)
        {
            return new ScenarioOutcome(CaseResult.Fail, "crash:scheduler-leak", Note: leak.Message);
        }
        catch (Exception error) // A device may throw anything: the row says what, and the other files go on.
        {
            return new ScenarioOutcome(CaseResult.Fail, $"crash:{error.GetType().Name}", Note: error.Message);
        }
    }

    private static ScenarioOutcome PlayToEnd(IScenarioLoop loop, ScenarioStage stage)
    {
        bool isOver = false;
        try
        {
            ScenarioOutcome outcome = ScenarioOutcome.Pass with { Note = loop.Play() };
            stage.DisposeDevice();
            isOver = true;
            return outcome;
        }
        finally
        {
            if (!isOver)
            {
                stage.Device.Abandon();
            }
        }
    }

    /// <summary>Testbound counts from 0; the others stand at the moment that signatures are checked at.</summary>
    private static DateTimeOffset Start(Scenario scenario, ScenarioOptions options) =>
        scenario.Dialect == Dialect.Testbound || options.SignatureTime is null ? DateTimeOffset.UnixEpoch : options.SignatureTime.Value;
}
