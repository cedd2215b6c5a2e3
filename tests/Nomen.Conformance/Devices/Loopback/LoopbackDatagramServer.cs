using System.Net;
using System.Net.Sockets;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A UDP server that answers what the script answers.</summary>
internal sealed class LoopbackDatagramServer : IAsyncDisposable
{
    private readonly LoopbackScript _script;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public LoopbackDatagramServer(LoopbackScript script)
    {
        _script = script;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync()
    {
        byte[] buffer = new byte[ushort.MaxValue];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                _ = AnswerAsync(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(byte[] query, EndPoint client)
    {
        UpstreamEnd end = await _script.AskAsync(query, overTcp: false);
        foreach (byte[] message in end.Messages)
        {
            await _socket.SendToAsync(message, SocketFlags.None, client);
        }
    }
}
