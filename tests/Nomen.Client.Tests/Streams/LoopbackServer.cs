using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Tests.Streams;

/// <summary>A TCP server on a loopback port of the system's choice, which handles each connection as the test says.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _accepting;
    private int _connections;

    public LoopbackServer(Func<Socket, Task> handle, int port = 0)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen();
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync(handle);
    }

    public IPEndPoint EndPoint { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Reads one framed message; null at the end.</summary>
    public static async Task<byte[]?> ReadMessageAsync(Socket socket)
    {
        byte[]? prefix = await ReadAsync(socket, 2);
        return prefix is null ? null : await ReadAsync(socket, BinaryPrimitives.ReadUInt16BigEndian(prefix));
    }

    /// <summary>Answers everything until the client ends.</summary>
    public static async Task EchoAsync(Socket socket)
    {
        while (await ReadMessageAsync(socket) is { } query)
        {
            await socket.SendAsync(Replies.Frame(Replies.To(query)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private static async Task<byte[]?> ReadAsync(Socket socket, int length)
    {
        byte[] octets = new byte[length];
        for (int got = 0; got < length;)
        {
            int count = await socket.ReceiveAsync(octets.AsMemory(got));
            if (count == 0)
            {
                return null;
            }

            got += count;
        }

        return octets;
    }

    private async Task AcceptAsync(Func<Socket, Task> handle)
    {
        List<Task> handlers = [];
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync();
                Interlocked.Increment(ref _connections);
                handlers.Add(HandleAsync(handle, socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(handlers);
        }
    }

    private static async Task HandleAsync(Func<Socket, Task> handle, Socket socket)
    {
        using (socket)
        {
            try
            {
                await handle(socket);
            }
            catch (SocketException)
            {
                // The client went away first.
            }
        }
    }
}
