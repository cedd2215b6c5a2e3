using System.Net;
using System.Net.Sockets;
using Nomen.Client.Sockets;

namespace Nomen.Client.Capabilities;

/// <summary>Tries sockets on the loopback interface.</summary>
internal static class SocketProbe
{
    private static readonly byte[] Probe = [0x6e];

    /// <summary>Whether the machine has an address of the family.</summary>
    public static PlatformCapability Family(string name, AddressFamily family) => Try(name, () =>
    {
        using Socket socket = new(family, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(Loopback(family));
    });

    /// <summary>Whether a datagram arrives.</summary>
    public static Task<PlatformCapability> UdpAsync(CancellationToken cancellationToken) => TryAsync("UDP", async () =>
    {
        AddressFamily family = UsableFamily();
        using Socket receiver = new(family, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(Loopback(family));
        using Socket sender = new(family, SocketType.Dgram, ProtocolType.Udp);
        await sender.ConnectAsync(receiver.LocalEndPoint!, cancellationToken);
        await sender.SendAsync(Probe, cancellationToken);
        await receiver.ReceiveAsync(new byte[Probe.Length], cancellationToken);
    });

    /// <summary>Whether the system keeps datagrams in one piece when told to.</summary>
    public static PlatformCapability NoFragments() => Try("datagrams without fragments", () =>
    {
        AddressFamily family = UsableFamily();
        using Socket socket = new(family, SocketType.Dgram, ProtocolType.Udp);
        Fragmentation.Forbid(socket);
    });

    /// <summary>Whether a connection opens.</summary>
    public static Task<PlatformCapability> TcpAsync(CancellationToken cancellationToken) => TryAsync("TCP", async () =>
    {
        (Socket client, Socket server) = await ConnectAsync(cancellationToken);
        client.Dispose();
        server.Dispose();
    });

    /// <summary>Two ends of one connection over loopback.</summary>
    public static async Task<(Socket Client, Socket Server)> ConnectAsync(CancellationToken cancellationToken)
    {
        AddressFamily family = UsableFamily();
        using Socket listener = new(family, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(Loopback(family));
        listener.Listen();
        Socket client = new(family, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
            return (client, await listener.AcceptAsync(cancellationToken));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static AddressFamily UsableFamily() => Socket.OSSupportsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    private static IPEndPoint Loopback(AddressFamily family) => new(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0);

    private static PlatformCapability Try(string name, Action attempt)
    {
        try
        {
            attempt();
            return new PlatformCapability(name, true);
        }
        catch (SocketException e)
        {
            return new PlatformCapability(name, false, e.Message);
        }
    }

    private static async Task<PlatformCapability> TryAsync(string name, Func<Task> attempt)
    {
        try
        {
            await attempt();
            return new PlatformCapability(name, true);
        }
        catch (SocketException e)
        {
            return new PlatformCapability(name, false, e.Message);
        }
    }
}
