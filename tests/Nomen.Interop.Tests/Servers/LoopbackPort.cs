using System.Net;
using System.Net.Sockets;

namespace Nomen.Interop.Tests.Servers;

/// <summary>Picks a port of 127.0.0.1 that is free for UDP and for TCP at this moment.</summary>
/// <remarks>Another process may take it before the server binds it; <see cref="NameServerProcess"/> then tries again.</remarks>
internal static class LoopbackPort
{
    // The kernel hands out ephemeral UDP ports without looking at TCP; a second clash in a row is already rare.
    private const int Attempts = 20;

    public static int Free()
    {
        for (int attempt = 1; ; attempt++)
        {
            using Socket datagram = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            datagram.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            IPEndPoint endPoint = (IPEndPoint)datagram.LocalEndPoint!;

            using Socket stream = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                stream.Bind(endPoint);
                return endPoint.Port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts)
            {
                // Taken for TCP only: let the kernel pick another.
            }
        }
    }
}
