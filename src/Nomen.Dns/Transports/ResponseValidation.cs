using System.Collections.Immutable;

namespace Nomen.Dns.Transports;

/// <summary>What a validator found: the whole response's status, and each RRset of answer and authority in message order.</summary>
/// <param name="Status">Status of the response.</param>
/// <param name="Rrsets">The RRsets in message order.</param>
public sealed record ResponseValidation(SecurityStatus Status, ImmutableArray<ValidatedRrset> Rrsets);
