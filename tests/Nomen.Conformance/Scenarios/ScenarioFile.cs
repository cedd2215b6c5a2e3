using System.Collections.Immutable;

namespace Nomen.Conformance.Scenarios;

/// <summary>A file given in the configuration block.</summary>
/// <param name="Id">Name that steps use for it.</param>
/// <param name="IsAutotrust">An RFC 5011 state file, which is also configured as a trust anchor file.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record ScenarioFile(string Id, bool IsAutotrust, ImmutableArray<string> Lines);
