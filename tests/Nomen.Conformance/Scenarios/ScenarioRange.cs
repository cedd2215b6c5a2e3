using System.Collections.Immutable;

namespace Nomen.Conformance.Scenarios;

/// <summary>Canned replies to the queries that the device sends while the step number lies between two bounds.</summary>
/// <param name="From">First step number.</param>
/// <param name="To">Last step number.</param>
/// <param name="Addresses">Destination addresses served, with <c>@port</c> where given; none serves every one.</param>
/// <param name="Entries">The replies in file order.</param>
internal sealed record ScenarioRange(int From, int To, ImmutableArray<string> Addresses, ImmutableArray<ScenarioEntry> Entries);
