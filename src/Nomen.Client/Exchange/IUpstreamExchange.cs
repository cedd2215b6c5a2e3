using Nomen.Dns.Transports;

namespace Nomen.Client.Exchange;

/// <summary>The exchange seam: one request to one given server, under iterative resolvers and forwarders. A test gives a script.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IUpstreamExchange : IAsyncDisposable
{
    /// <summary>Asks one server, over whatever it takes to get a whole response.</summary>
    /// <param name="target">The server.</param>
    /// <param name="request">The request; no AXFR.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled; everything else is a value.</exception>
    ValueTask<ExchangeResult> ExchangeAsync(UpstreamTarget target, DnsRequest request, CancellationToken cancellationToken = default);

    /// <summary>What is known of a server; false when it was never asked, or is forgotten, or nothing is kept.</summary>
    bool TryGetFacts(UpstreamTarget target, out ServerFacts facts)
    {
        facts = default;
        return false;
    }
}
