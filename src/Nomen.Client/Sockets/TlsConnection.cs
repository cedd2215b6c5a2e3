using System.Buffers.Binary;
using System.Net.Security;
using System.Runtime.CompilerServices;

namespace Nomen.Client.Sockets;

/// <summary>An open TLS connection.</summary>
/// <remarks>
/// Each message goes in a TLS record of its own, and all records of one write in one piece to the socket: some servers (NSD 4.6 is one)
/// look at one message of a record and leave the others until something more arrives.
/// </remarks>
internal sealed class TlsConnection(SslStream stream, ConnectionStream underneath) : IStreamConnection
{
    private const int PrefixLength = 2;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => stream.ReadAsync(buffer, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default) =>
        FirstMessage(octets) == octets.Length ? stream.WriteAsync(octets, cancellationToken) : WriteEachAsync(octets, cancellationToken);

    public async ValueTask ShutdownAsync(CancellationToken cancellationToken = default) => await stream.ShutdownAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        // First what is underneath: that ends a read and a write under way, which the stream would keep its state for.
        await underneath.DisposeAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    // Writers hand over whole messages with their lengths in front (RFC 7766 section 8); a torn end would still be written as it is.
    private static int FirstMessage(ReadOnlyMemory<byte> octets) =>
        octets.Length < PrefixLength ? octets.Length : Math.Min(octets.Length, PrefixLength + BinaryPrimitives.ReadUInt16BigEndian(octets.Span));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteEachAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        underneath.Hold();
        while (!octets.IsEmpty)
        {
            int length = FirstMessage(octets);
            await stream.WriteAsync(octets[..length], cancellationToken).ConfigureAwait(false);
            octets = octets[length..];
        }

        await underneath.ReleaseAsync(cancellationToken).ConfigureAwait(false);
    }
}
