using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Sockets;

/// <summary>A connected UDP socket that one thread receives from, blocking, and any thread sends over.</summary>
internal sealed class DatagramSocket : IDisposable
{
    /// <summary>Room for a burst of a thousand replies while the receiver does something else; the kernel may grant less.</summary>
    private const int BufferOctets = 4 << 20;

    private readonly Socket _socket;
    private volatile bool _isClosed;

    /// <summary>Takes a connected socket over.</summary>
    public DatagramSocket(Socket socket)
    {
        _socket = socket;
        LocalAddress = (socket.LocalEndPoint as IPEndPoint)?.Address;
        _socket.ReceiveBufferSize = BufferOctets;
        _socket.SendBufferSize = BufferOctets;
    }

    /// <summary>The address that it sends from, which stays the same.</summary>
    public IPAddress? LocalAddress { get; }

    /// <summary>Whether it was disposed.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Sends one datagram.</summary>
    /// <exception cref="SocketException">The system refused it, or an ICMP error of an earlier one is reported.</exception>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.Send(datagram);
        }
        catch (ObjectDisposedException)
        {
            throw new SocketException((int)SocketError.OperationAborted);
        }
    }

    /// <summary>Waits for a datagram; -1 when the socket was disposed.</summary>
    /// <exception cref="SocketException">An ICMP error arrived, or the network failed.</exception>
    public int Receive(Span<byte> buffer)
    {
        try
        {
            return _socket.Receive(buffer);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            // Windows reports a datagram longer than the buffer as an error.
            return buffer.Length;
        }
        catch (SocketException) when (_isClosed)
        {
            return -1;
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    /// <summary>Closes the socket and wakes the receiver.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _socket.Dispose();
    }
}
