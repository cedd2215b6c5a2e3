using Nomen.Conformance.Devices;
using Nomen.Conformance.Macros;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Scenarios;
using Nomen.Testing.Scheduling;
using Nomen.Testing.Time;

namespace Nomen.Conformance.Running;

/// <summary>All that a run of one scenario on one device plays with: network, clock, scheduler, the answers that came.</summary>
internal sealed class ScenarioStage
{
    private readonly List<DeviceAnswer> _answers = [];
    private readonly List<Task> _queries = [];

    public ScenarioStage(Scenario scenario, EntryMatcher matcher, ScriptedNetwork network, VirtualRun run, ScenarioTrace trace)
    {
        Scenario = scenario;
        Matcher = matcher;
        Network = network;
        Run = run;
        Trace = trace;
        Macros = new MacroExpander(() => Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, () => Math.Floor(Time.TimeToNextTimer?.TotalSeconds ?? 0));
    }

    /// <summary>The device under test; set before the first step.</summary>
    public required IScenarioDevice Device { get; init; }

    public Scenario Scenario { get; }

    public EntryMatcher Matcher { get; }

    public ScriptedNetwork Network { get; }

    public VirtualRun Run { get; }

    public ScenarioTrace Trace { get; }

    public MacroExpander Macros { get; }

    public ManualTimeProvider Time => Run.Time;

    public DeterministicScheduler Scheduler => Run.Scheduler;

    /// <summary>Answers that no step has looked at, oldest first.</summary>
    public IReadOnlyList<DeviceAnswer> Answers => _answers;

    /// <summary>Whether a client still waits.</summary>
    public bool IsWaited => _queries.Exists(query => !query.IsCompleted);

    /// <summary>Sends the query of a step.</summary>
    public void Ask(ScenarioStep step)
    {
        CompiledEntry entry = Network.Compile(step.Entry!);
        if (entry.Entry.IsRaw || entry.Entry.Tsig is not null)
        {
            throw new ScenarioStopException(CaseResult.Skip, "step:QUERY", step.Number, "octets as they are, or a signature");
        }

        ClientQuery query = new(entry.Messages[0], StepArguments.Client(step), entry.Matches("TCP"), entry.Matches("MOCK_CLIENT"));
        Trace.Add($"client {query.Client} asks: {query.Message}");
        _queries.Add(Scheduler.Start(() => Device.AskAsync(query, OnAnswer)));
        Settle();
    }

    /// <summary>Runs everything that is ready.</summary>
    public void Settle()
    {
        RunReady();
        if (_queries.Find(query => query.IsFaulted) is { } crashed)
        {
            Exception cause = crashed.Exception!.GetBaseException();
            throw cause is ScenarioException fault ? fault : ScenarioStopException.Fail($"crash:{cause.GetType().Name}", step: null, cause.Message);
        }
    }

    /// <summary>Ends the device, after the last step.</summary>
    public void DisposeDevice()
    {
        Task disposal = Scheduler.Start(async () => await Device.DisposeAsync());
        _queries.Add(disposal);
        Settle();
        if (!disposal.IsCompleted)
        {
            throw ScenarioStopException.Fail("hang", step: null, "the device's disposal does not end");
        }
    }

    /// <summary>Moves the clock by what a TIME_PASSES step says, timer by timer.</summary>
    public void Advance(ScenarioStep step)
    {
        TimeSpan by = TimeSpan.FromSeconds(Macros.ExpandNumber(StepArguments.Elapsed(step)));
        Scheduler.Deliver(() => Time.Advance(by, RunReady));
        Settle();
    }

    /// <summary>Lets the next timer fire; false without one.</summary>
    public bool TryFireNextTimer()
    {
        bool fired = false;
        Scheduler.Deliver(() => fired = Time.AdvanceToNextTimer());
        Settle();
        return fired;
    }

    /// <summary>Takes an answer that was looked at.</summary>
    public void Take(DeviceAnswer answer) => _answers.Remove(answer);

    /// <summary>Holds an answer against a step's entry; says what differs.</summary>
    public string? Differs(ScenarioStep step, DeviceAnswer answer)
    {
        CompiledEntry entry = Network.Compile(step.Entry!);
        MatchSubject subject = answer.Subject ?? MatchSubject.Closed;
        bool isExpectedClose = answer.Subject is null && entry.Matches("CONNECTION_CLOSED");
        return answer.Subject is null && !isExpectedClose ? answer.Failure : Matcher.Differs(entry, subject);
    }

    private void OnAnswer(DeviceAnswer answer)
    {
        Trace.Add($"answer to {answer.Client}: {answer.Failure}{answer.Note}{answer.Subject?.Messages[0]}");
        _answers.Add(answer);
    }

    private void RunReady()
    {
        Scheduler.RunUntilIdle();
        while (Network.TryTakeArrival(out Action? arrival))
        {
            Scheduler.Deliver(arrival);
            Scheduler.RunUntilIdle();
        }
    }
}
