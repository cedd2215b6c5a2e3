using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>One asker's part in a flight: it learns whether it started the flight or joined one.</summary>
internal sealed class FetchState(CacheFetcher fetcher, DnsRequest request)
{
    /// <summary>The request for the upstream.</summary>
    public DnsRequest Request { get; } = request;

    /// <summary>Whether this asker's request is the one that was sent.</summary>
    public bool Started { get; private set; }

    /// <summary>Asks the second level, if there is one, and the upstream.</summary>
    public ValueTask<CacheFill> Start(CancellationToken cancellationToken)
    {
        Started = true;
        return fetcher.FindAsync(Request, cancellationToken);
    }
}
