using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Interop.Tests.Raw;

/// <summary>One query and its answer over a plain socket.</summary>
internal static class RawExchange
{
    // Loopback loses a datagram only when a socket buffer is full; one repetition is enough, and a dead server shows at once.
    private const int UdpAttempts = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static async Task<byte[]> OverUdpAsync(IPEndPoint server, byte[] query)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server);
        byte[] buffer = new byte[ushort.MaxValue];
        Task<int> receive = socket.ReceiveAsync(buffer);

        for (int attempt = 1; ; attempt++)
        {
            await socket.SendAsync(query);
            try
            {
                return buffer[..await receive.WaitAsync(Timeout)];
            }
            catch (TimeoutException) when (attempt < UdpAttempts)
            {
                // Lost on the way: ask again.
            }
        }
    }

    public static async Task<byte[]> OverTcpAsync(IPEndPoint server, byte[] query)
    {
        using TcpClient client = new();
        await client.ConnectAsync(server).WaitAsync(Timeout);
        NetworkStream stream = client.GetStream();

        await WriteAsync(stream, query);
        return await ReadAsync(stream).WaitAsync(Timeout);
    }

    /// <summary>Writes one message with its length in front (RFC 1035 section 4.2.2).</summary>
    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> message)
    {
        byte[] framed = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed.AsMemory(2));
        await stream.WriteAsync(framed);
    }

    /// <summary>Reads one message with its length in front; <see cref="EndOfStreamException"/> when the peer closes before its end.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream)
    {
        byte[] prefix = new byte[2];
        await stream.ReadExactlyAsync(prefix);

        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message);
        return message;
    }
}
