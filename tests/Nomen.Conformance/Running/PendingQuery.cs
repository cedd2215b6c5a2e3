namespace Nomen.Conformance.Running;

/// <summary>A query that waits for its reply.</summary>
/// <param name="Query">The query.</param>
/// <param name="End">Ends it; called once.</param>
internal sealed record PendingQuery(UpstreamQuery Query, Action<UpstreamEnd> End);
