using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>The end of one request at one upstream as a value: a response, or why there is none.</summary>
internal readonly record struct UpstreamOutcome(DnsResponse? Response, TransportError? Error)
{
    /// <summary>The response, or an exception of the caller's own.</summary>
    public DnsResponse ResponseOrThrow() => Response ?? throw Error!.ToException();
}
