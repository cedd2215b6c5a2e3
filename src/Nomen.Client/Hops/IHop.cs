using Nomen.Dns.Transports;

namespace Nomen.Client.Hops;

/// <summary>One exchange with a server over a protocol that pairs responses with requests itself: HTTPS, QUIC.</summary>
internal interface IHop : IAsyncDisposable
{
    /// <summary>Asks once. Failures are values.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limit">Ends the wait, with <see cref="HopOutcome.Cancelled"/>.</param>
    ValueTask<HopOutcome> AskAsync(DnsRequest request, CancellationToken limit);
}
