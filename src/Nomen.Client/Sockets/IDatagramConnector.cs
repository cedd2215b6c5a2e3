using System.Net;

namespace Nomen.Client.Sockets;

/// <summary>The wire seam of UDP: gives datagram transports their sockets. Implement it to run over a simulated or a scripted network.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IDatagramConnector
{
    /// <summary>The server that every connection leads to.</summary>
    IPEndPoint Server { get; }

    /// <summary>Makes a connection with a local port of its own, unpredictable (RFC 5452 section 9.2). Does not wait for the network: there is no handshake.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is no route, or no socket left.</exception>
    IDatagramConnection Connect();
}
