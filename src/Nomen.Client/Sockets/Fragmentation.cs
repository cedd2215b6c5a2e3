using System.Net.Sockets;

namespace Nomen.Client.Sockets;

/// <summary>Keeps datagrams in one piece: fragments get lost, and are easier to forge than whole datagrams (RFC 9715).</summary>
internal static class Fragmentation
{
    /// <summary>Datagrams up to this size travel in one piece anyway: every IPv4 host takes 576 octets (RFC 791 section 3.2), and Linux learns no path MTU below 552.</summary>
    public const int NeverFragmented = 512;

    // Of Linux, which .NET has no names for: IPPROTO_IPV6, IPV6_MTU_DISCOVER and its value IPV6_PMTUDISC_DO.
    private const int IPv6Level = 41;
    private const int IPv6MtuDiscover = 23;
    private const int PathMtuDiscoverDo = 2;

    /// <summary>Makes the system refuse datagrams that the path does not take in one piece, where it can.</summary>
    public static void Forbid(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.DontFragment = true;
        }
        else if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(IPv6Level, IPv6MtuDiscover, BitConverter.GetBytes(PathMtuDiscoverDo));
        }
    }
}
