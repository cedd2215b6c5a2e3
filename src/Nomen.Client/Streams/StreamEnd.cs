using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">Why, without upstream and question.</param>
/// <param name="Kind">What that says about the upstream.</param>
/// <param name="At">Timestamp.</param>
internal sealed record StreamEnd(TransportError Reason, StreamEndKind Kind, long At);
