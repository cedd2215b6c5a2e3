using System.Collections.Immutable;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>What one question to the upstream brought, shared by all who wait for it.</summary>
/// <param name="Asked">The request as the upstream got it.</param>
/// <param name="Response">The response; null when there is none.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Notes">Extended errors that the layers below noted for the final answer.</param>
internal sealed record CacheFill(DnsRequest Asked, DnsResponse? Response, TransportError? Error, ImmutableArray<ExtendedError> Notes)
{
    /// <summary>Whether it tells what is so now, kept or not (RFC 8767 section 4); else it is a failure, before which a stale answer goes.</summary>
    public bool IsAnswer { get; init; }
}
