namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>One step of a random sequence: time passes, all is flushed, or a client asks, and how the upstream would answer.</summary>
/// <param name="Kind">0 passes time; the others ask.</param>
/// <param name="Client">The client's address.</param>
/// <param name="Source">Source prefix length of the client's own option; null for none.</param>
/// <param name="Scope">Scope of the answer.</param>
/// <param name="Ttl">TTL of the answer.</param>
/// <param name="Pass">Seconds that pass.</param>
internal sealed record SubnetStep(int Kind, uint Client, int? Source, int Scope, uint Ttl, int Pass);
