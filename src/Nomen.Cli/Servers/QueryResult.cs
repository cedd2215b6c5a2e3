using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Servers;

/// <summary>A response or an error, as a value.</summary>
/// <param name="Response">The response; null when there was none.</param>
/// <param name="Error">Why there was none.</param>
internal readonly record struct QueryResult(DnsResponse? Response, TransportError? Error)
{
    /// <summary>Asks; only the caller's own cancellation throws.</summary>
    public static async ValueTask<QueryResult> AskAsync(IDnsTransport transport, DnsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new QueryResult(await transport.SendAsync(request, cancellationToken), null);
        }
        catch (DnsTransportException exception)
        {
            return new QueryResult(null, exception.Error);
        }
    }
}
