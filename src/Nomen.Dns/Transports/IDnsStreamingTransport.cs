namespace Nomen.Dns.Transports;

/// <summary>A transport that can also take requests with many responses: AXFR (RFC 5936) and IXFR (RFC 1995).</summary>
public interface IDnsStreamingTransport : IDnsTransport
{
    /// <summary>One request, many responses. The enumerator holds its connection until it is disposed.</summary>
    /// <param name="request">An AXFR or IXFR request.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="ArgumentException">The request asks for anything else.</exception>
    IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default);
}
