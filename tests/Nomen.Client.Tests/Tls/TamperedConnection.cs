using System.Net.Sockets;
using Nomen.Client.Sockets;

namespace Nomen.Client.Tests.Tls;

/// <summary>A connection that somebody in the middle changes when told to.</summary>
internal sealed class TamperedConnection(IStreamConnection inner) : IStreamConnection
{
    private int _writes;

    /// <summary>Whether octets are changed on their way to the client.</summary>
    public bool Spoils { get; set; }

    /// <summary>Whether writes find a connection that was reset.</summary>
    public bool IsReset { get; set; }

    /// <summary>Whether octets are changed once the client has sent its last message of the handshake, which is its second.</summary>
    public bool SpoilsAfterHandshake { get; init; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int octets = await inner.ReadAsync(buffer, cancellationToken);
        if (Spoils && octets > 0)
        {
            buffer.Span[octets - 1] ^= 1;
        }

        return octets;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        Spoils |= SpoilsAfterHandshake && ++_writes > 1;
        return IsReset ? throw new SocketException((int)SocketError.ConnectionReset) : inner.WriteAsync(octets, cancellationToken);
    }

    public ValueTask ShutdownAsync(CancellationToken cancellationToken = default) => inner.ShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
