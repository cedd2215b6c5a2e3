using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Sockets;

/// <summary>A connected UDP socket of the system.</summary>
internal sealed class UdpConnection(Socket socket) : IDatagramConnection
{
    public IPEndPoint? LocalEndPoint => socket.LocalEndPoint as IPEndPoint;

    public void Send(ReadOnlySpan<byte> datagram)
    {
        // One system call saved for nearly every query, on a socket that lives for one.
        if (datagram.Length > Fragmentation.NeverFragmented)
        {
            Fragmentation.Forbid(socket);
        }

        // Waits at most for room in the send buffer, which the kernel makes by itself.
        socket.Send(datagram);
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => UdpReceive.StartAsync(socket, buffer);

    public void Dispose() => socket.Dispose();
}
