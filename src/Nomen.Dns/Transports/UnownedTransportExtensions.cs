namespace Nomen.Dns.Transports;

/// <summary>Sharing one transport among several owners.</summary>
public static class UnownedTransportExtensions
{
    /// <summary>The same transport, but disposing the result does nothing: for a transport that several layers share.</summary>
    public static IDnsTransport Unowned(this IDnsTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return transport is IDnsStreamingTransport streaming ? new UnownedStreamingTransport(streaming) : new UnownedTransport(transport);
    }

    private class UnownedTransport(IDnsTransport inner) : IDnsTransport
    {
        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => inner.SendAsync(request, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class UnownedStreamingTransport(IDnsStreamingTransport inner) : UnownedTransport(inner), IDnsStreamingTransport
    {
        private readonly IDnsStreamingTransport _inner = inner;

        public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default) => _inner.SendStreamingAsync(request, cancellationToken);
    }
}
