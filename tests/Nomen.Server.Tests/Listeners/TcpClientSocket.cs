using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Messages;

namespace Nomen.Server.Tests.Listeners;

/// <summary>A TCP client of a server under test.</summary>
internal sealed class TcpClientSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public void Dispose() => _socket.Dispose();

    internal static async Task<TcpClientSocket> ConnectAsync(IPEndPoint server, IPAddress? from = null)
    {
        TcpClientSocket client = new();
        client._socket.Bind(new IPEndPoint(from ?? IPAddress.Loopback, 0));
        await client._socket.ConnectAsync(server);
        return client;
    }

    internal static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame, 2);
        return frame;
    }

    /// <summary>Sends messages in one segment.</summary>
    internal Task SendAsync(params byte[][] messages) => SendRawAsync([.. messages.SelectMany(Frame)]);

    internal async Task SendRawAsync(byte[] octets) => await _socket.SendAsync(octets);

    internal void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

    internal async Task<DnsMessage> AskAsync(byte[] message)
    {
        await SendAsync(message);
        return await ReceiveAsync();
    }

    internal async Task<DnsMessage> ReceiveAsync() => DnsMessage.Parse(await ReceiveOctetsAsync() ?? throw new EndOfStreamException());

    /// <summary>The next message; null when the server has closed.</summary>
    internal async Task<byte[]?> ReceiveOctetsAsync() =>
        await ReadAsync(2) is { } prefix ? await ReadAsync(BinaryPrimitives.ReadUInt16BigEndian(prefix)) : null;

    internal async Task<bool> IsClosedByServerAsync() => await ReceiveOctetsAsync() is null;

    private async Task<byte[]?> ReadAsync(int length)
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        byte[] octets = new byte[length];
        for (int read = 0; read < length;)
        {
            int count = await ReceiveSomeAsync(octets.AsMemory(read), patience.Token);
            if (count == 0)
            {
                return null;
            }

            read += count;
        }

        return octets;
    }

    private async Task<int> ReceiveSomeAsync(Memory<byte> buffer, CancellationToken patience)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, patience);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return 0;
        }
    }
}
