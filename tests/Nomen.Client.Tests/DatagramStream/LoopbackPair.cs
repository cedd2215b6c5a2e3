using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Nomen.Client.Tests.Streams;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>UDP and TCP on one loopback port: UDP as the test says, TCP answers truly.</summary>
internal sealed class LoopbackPair : IAsyncDisposable
{
    private readonly LoopbackServer _tcp;
    private readonly Socket _udp;
    private readonly Task _receiving;

    /// <summary>Starts; each query over UDP is answered with these datagrams.</summary>
    public LoopbackPair(Func<byte[], IEnumerable<byte[]>> answer)
    {
        (_tcp, _udp) = Bind();
        _receiving = ReceiveAsync(answer);
    }

    public IPEndPoint EndPoint => _tcp.EndPoint;

    public int Connections => _tcp.Connections;

    /// <summary>Queries over UDP.</summary>
    public ConcurrentQueue<byte[]> Datagrams { get; } = new();

    /// <summary>Queries over TCP.</summary>
    public ConcurrentQueue<byte[]> Streamed { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _udp.Dispose();
        await _receiving;
        await _tcp.DisposeAsync();
    }

    /// <summary>One port for both: the system picks it for UDP, and picks again when TCP has it in use.</summary>
    private (LoopbackServer Tcp, Socket Udp) Bind()
    {
        while (true)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                return (new LoopbackServer(AnswerAsync, ((IPEndPoint)udp.LocalEndPoint!).Port), udp);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                udp.Dispose();
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        while (await LoopbackServer.ReadMessageAsync(socket) is { } query)
        {
            Streamed.Enqueue(query);
            await socket.SendAsync(Replies.Frame(Replies.To(query)));
        }
    }

    private async Task ReceiveAsync(Func<byte[], IEnumerable<byte[]>> answer)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                byte[] query = buffer[..received.ReceivedBytes];
                Datagrams.Enqueue(query);
                foreach (byte[] datagram in answer(query))
                {
                    await _udp.SendToAsync(datagram, received.RemoteEndPoint);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
