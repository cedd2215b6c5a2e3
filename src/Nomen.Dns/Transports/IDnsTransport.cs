using Nomen.Dns.Errors;

namespace Nomen.Dns.Transports;

/// <summary>Whatever can answer a DNS request: a socket, a cache, a validator, an iterative resolver, a zone in memory. Most wrap another one.</summary>
/// <remarks>Safe for concurrent use. Ready when constructed. Disposing is idempotent, disposes what the transport owns and fails what is outstanding.</remarks>
public interface IDnsTransport : IAsyncDisposable
{
    /// <summary>One request, one response. Any RCODE is a response; exceptions are for no (usable) response.</summary>
    /// <param name="request">What is asked; AXFR is refused (see <see cref="IDnsStreamingTransport"/>).</param>
    /// <param name="cancellationToken">Gives up on this request alone; others that share its connection go on.</param>
    /// <exception cref="DnsTransportException">No response; time-outs included.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    /// <exception cref="ArgumentException">The request asks for a zone transfer.</exception>
    ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default);
}
