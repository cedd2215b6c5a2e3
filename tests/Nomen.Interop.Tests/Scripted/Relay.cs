using System.Net;
using System.Net.Sockets;

namespace Nomen.Interop.Tests.Scripted;

/// <summary>The script of a server that passes every octet to and from a real one, so that a test can count connections.</summary>
internal static class Relay
{
    private const int BufferLength = 16 * 1024;

    /// <summary>A listener in front of <paramref name="server"/>.</summary>
    public static ScriptedStreamServer To(IPEndPoint server) => new(client => PassAsync(client, server));

    private static async Task PassAsync(Socket client, IPEndPoint server)
    {
        using Socket upstream = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await upstream.ConnectAsync(server);

        Task up = CopyAsync(client, upstream);
        Task down = CopyAsync(upstream, client);

        // A side that breaks ends both; one that closes in order lets the other finish.
        await await Task.WhenAny(up, down);
        await Task.WhenAll(up, down);
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[BufferLength];

        for (int length = await from.ReceiveAsync(buffer); length > 0; length = await from.ReceiveAsync(buffer))
        {
            await to.SendAsync(buffer.AsMemory(0, length));
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
