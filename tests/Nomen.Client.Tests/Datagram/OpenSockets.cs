using System.Globalization;
using System.Net;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Counts UDP sockets that are connected to a server, as the kernel lists them; 0 where there is no such list.</summary>
internal static class OpenSockets
{
    public static int To(IPEndPoint server)
    {
        const string List = "/proc/self/net/udp";
        string remote = string.Create(CultureInfo.InvariantCulture, $"0100007F:{server.Port:X4}");
        return File.Exists(List) ? File.ReadLines(List).Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2] == remote) : 0;
    }
}
