using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Tests.Datagram;

/// <summary>A server of one socket on loopback with a thread of its own: hands every query to a function and sends back what that returns, if anything.</summary>
internal sealed class LoopbackResponder : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Func<byte[], EndPoint, byte[]?> _answer;

    public LoopbackResponder(Func<byte[], EndPoint, byte[]?> answer)
    {
        _answer = answer;
        _socket.ReceiveBufferSize = 4 << 20;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>Answers every query with its own question and nothing else.</summary>
    public static LoopbackResponder Echoing() => new((query, _) => Replies.To(query));

    /// <summary>Answers nothing.</summary>
    public static LoopbackResponder Silent() => new((_, _) => null);

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Sends a datagram of its own accord.</summary>
    public void Send(byte[] datagram, EndPoint to) => _socket.SendTo(datagram, to);

    public void Dispose() => _socket.Dispose();

    private void Serve()
    {
        byte[] buffer = new byte[65_535];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            while (true)
            {
                int length = _socket.ReceiveFrom(buffer, ref from);
                if (_answer(buffer[..length], from) is { } reply)
                {
                    _socket.SendTo(reply, from);
                }
            }
        }
        catch (SocketException)
        {
            // Disposed: the test is over.
        }
        catch (ObjectDisposedException)
        {
            // The same, seen a moment later.
        }
    }
}
