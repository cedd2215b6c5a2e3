using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Refreshing;

/// <summary>One refresh under way: it tells the refresher when it ends, however that is.</summary>
/// <param name="refresher">Who started it.</param>
/// <param name="fetcher">Asks the upstream.</param>
/// <param name="request">The request for the upstream.</param>
/// <param name="warm">The question that is kept warm by it; null for another.</param>
internal sealed class RefreshFlight(CacheRefresher refresher, CacheFetcher fetcher, DnsRequest request, WarmName? warm)
{
    /// <summary>Asks the upstream.</summary>
    public async ValueTask<CacheFill> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await fetcher.FetchAsync(request, cancellationToken);
        }
        finally
        {
            refresher.HandleEnd(warm);
        }
    }
}
