namespace Nomen.Dns.Transports;

/// <summary>Start of a layer of your own that also passes streams of responses.</summary>
public abstract class DelegatingStreamingTransport : DelegatingDnsTransport, IDnsStreamingTransport
{
    private readonly IDnsStreamingTransport _inner;

    /// <summary>Wraps a transport that can stream.</summary>
    protected DelegatingStreamingTransport(IDnsStreamingTransport inner)
        : base(inner) => _inner = inner;

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default) =>
        _inner.SendStreamingAsync(request, cancellationToken);
}
