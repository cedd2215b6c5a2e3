using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Dns.Tests.Transports;

/// <summary>Sharing a transport, and the base classes of layers.</summary>
public sealed class TransportWrapperTests
{
    private static readonly DnsRequest Request = DnsRequest.Query("example.", DnsType.A);

    [Fact]
    public async Task A_shared_transport_is_not_disposed_by_who_shares_it()
    {
        Recorder inner = new();

        await using (IDnsTransport shared = inner.Unowned())
        {
            await shared.SendAsync(Request);
        }

        Assert.Equal((1, 0), (inner.Sent, inner.Disposed));
    }

    [Fact]
    public async Task A_shared_transport_streams_when_the_inner_one_does()
    {
        StreamingRecorder inner = new();

        Assert.IsNotAssignableFrom<IDnsStreamingTransport>(new Recorder().Unowned());
        IDnsStreamingTransport shared = Assert.IsAssignableFrom<IDnsStreamingTransport>(inner.Unowned());
        Assert.Equal(1, await shared.SendStreamingAsync(Request).CountAsync());
    }

    [Fact]
    public async Task A_layer_passes_requests_through_and_owns_its_inner()
    {
        StreamingRecorder inner = new();

        await using (Layer layer = new(inner))
        {
            await layer.SendAsync(Request);
            Assert.Equal(1, await layer.SendStreamingAsync(Request).CountAsync());
        }

        Assert.Equal((1, 1), (inner.Sent, inner.Disposed));
    }

    [Fact]
    public void A_layer_needs_an_inner()
    {
        Assert.Throws<ArgumentNullException>(() => new Layer(null!));
        Assert.Throws<ArgumentNullException>(() => UnownedTransportExtensions.Unowned(null!));
    }

    private sealed class Layer(IDnsStreamingTransport inner) : DelegatingStreamingTransport(inner);

    private class Recorder : IDnsTransport
    {
        public int Sent { get; private set; }

        public int Disposed { get; private set; }

        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            Sent++;
            return ValueTask.FromResult(DnsResponse.For(request, Rcode.NoError));
        }

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class StreamingRecorder : Recorder, IDnsStreamingTransport
    {
        public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return DnsResponse.For(request, Rcode.NoError);
        }
    }
}
