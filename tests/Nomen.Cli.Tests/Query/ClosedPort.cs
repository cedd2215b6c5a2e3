using System.Net;
using System.Net.Sockets;

namespace Nomen.Cli.Tests.Query;

/// <summary>A port of loopback that nobody listens on.</summary>
internal static class ClosedPort
{
    public static int Take()
    {
        using Socket udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)udp.LocalEndPoint!).Port;
    }
}
