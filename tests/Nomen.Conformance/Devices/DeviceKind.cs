using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices;

/// <summary>A device that a directory's files are run against.</summary>
/// <param name="Name">For the row's note.</param>
/// <param name="Honoured">Options that it honours; a file that sets another is skipped.</param>
/// <param name="Create">Makes a fresh one.</param>
internal sealed record DeviceKind(string Name, ImmutableArray<string> Honoured, Func<ScriptedNetwork, TransportServices, IScenarioDevice> Create);
