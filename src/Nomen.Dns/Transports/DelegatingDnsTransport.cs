namespace Nomen.Dns.Transports;

/// <summary>Start of a layer of your own: passes everything to its inner transport, which it owns.</summary>
public abstract class DelegatingDnsTransport : IDnsTransport
{
    /// <summary>Wraps a transport.</summary>
    protected DelegatingDnsTransport(IDnsTransport inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>The transport underneath.</summary>
    protected IDnsTransport Inner { get; }

    /// <inheritdoc/>
    public virtual ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) =>
        Inner.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
