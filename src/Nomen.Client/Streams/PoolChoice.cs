using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>Which connection a request gets, or why it gets none.</summary>
/// <param name="Connection">The connection; null for none.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="RetryAt">When to ask again, as a timestamp; null when that is of no use.</param>
internal readonly record struct PoolChoice(StreamTransport? Connection, TransportError? Error = null, long? RetryAt = null);
