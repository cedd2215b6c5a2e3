using System.Net.Security;

namespace Nomen.Client.Sockets;

/// <summary>An open TLS connection.</summary>
internal sealed class TlsConnection(SslStream stream, ConnectionStream underneath) : IStreamConnection
{
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => stream.ReadAsync(buffer, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default) => stream.WriteAsync(octets, cancellationToken);

    public async ValueTask ShutdownAsync(CancellationToken cancellationToken = default) => await stream.ShutdownAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        // First what is underneath: that ends a read and a write under way, which the stream would keep its state for.
        await underneath.DisposeAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }
}
