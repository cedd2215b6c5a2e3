using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Conformance.Running;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.Devices;

/// <summary>A device that a directory's files are run against.</summary>
/// <param name="Name">For the row's note.</param>
/// <param name="Honoured">Options that it honours; a file that sets another is skipped.</param>
/// <param name="Create">Makes a fresh one.</param>
internal sealed record DeviceKind(string Name, ImmutableArray<string> Honoured, Func<ScriptedNetwork, TransportServices, IScenarioDevice> Create)
{
    /// <summary>Why the device cannot run a scenario here at all: the row's note says so, and the others decide. Null when it can.</summary>
    public Func<Scenario, string?> Lacks { get; init; } = static _ => null;

    /// <summary>Real time that a file may take on it; one that takes longer hangs. Default 10 s.</summary>
    public TimeSpan HangLimit { get; init; } = TimeSpan.FromSeconds(10);
}
