namespace Nomen.Client.Streams;

/// <summary>What a new request would meet on a connection.</summary>
/// <param name="Phase">Where the connection stands.</param>
/// <param name="HasRoom">Whether the request would get a place at once.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="Waiting">Requests that wait for a place.</param>
internal readonly record struct StreamLoad(StreamPhase Phase, bool HasRoom, int InFlight, int Waiting);
