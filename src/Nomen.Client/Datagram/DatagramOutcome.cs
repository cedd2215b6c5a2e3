using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>The end of one exchange over UDP as a value, for the layer that goes on over TCP.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Response">The response; for <see cref="DatagramOutcomeKind.Truncated"/> the cut one, null when it could not be read.</param>
/// <param name="Error">What to throw when nobody goes on over TCP; null only when there is a response.</param>
internal readonly record struct DatagramOutcome(DatagramOutcomeKind Kind, DnsResponse? Response, TransportError? Error)
{
    /// <summary>Whether the same request should be asked over TCP.</summary>
    public bool WantsStream => Kind is not (DatagramOutcomeKind.Response or DatagramOutcomeKind.Failed);

    /// <summary>What a caller of the bare transport gets: any response, truncated or not, or an exception of its own.</summary>
    /// <exception cref="DnsTransportException">There is no response.</exception>
    public DnsResponse ResponseOrThrow() => Response ?? throw Error!.ToException();
}
