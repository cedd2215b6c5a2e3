using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Nomen.Client.Sockets;

/// <summary>A connected TCP socket.</summary>
internal sealed class TcpConnection(Socket socket) : IStreamConnection
{
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    // The send buffer nearly always has room, so that this ends where it began; else the builder's pool spares the allocation.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        while (!octets.IsEmpty)
        {
            octets = octets[await socket.SendAsync(octets, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
    }

    public ValueTask ShutdownAsync(CancellationToken cancellationToken = default)
    {
        socket.Shutdown(SocketShutdown.Send);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
