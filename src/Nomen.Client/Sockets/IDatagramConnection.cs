using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Sockets;

/// <summary>A datagram socket connected to one server: only datagrams from that address and port arrive, and so do its ICMP errors (RFC 5452 section 9.1).</summary>
/// <remarks>One receive at a time; sending and disposing may happen beside it, from any thread.</remarks>
public interface IDatagramConnection : IDisposable
{
    /// <summary>The local address and port; null when there is none.</summary>
    IPEndPoint? LocalEndPoint { get; }

    /// <summary>Sends one datagram; it may be lost. Does not wait for the network.</summary>
    /// <exception cref="SocketException">The system refused it, or an ICMP error of an earlier one is reported.</exception>
    void Send(ReadOnlySpan<byte> datagram);

    /// <summary>Waits for a datagram; ends only with one, with an error, or because the connection is disposed.</summary>
    /// <param name="buffer">Where to put it. A longer datagram is cut to the buffer's length.</param>
    /// <returns>Octets received, 0 included (an empty datagram is legal); -1 when the connection was disposed.</returns>
    /// <exception cref="SocketException">An ICMP error arrived (<see cref="SocketError.ConnectionRefused"/>, unreachable), or the network failed.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);
}
