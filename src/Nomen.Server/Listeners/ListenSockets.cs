using System.Net;
using System.Net.Sockets;

namespace Nomen.Server.Listeners;

/// <summary>Makes bound sockets.</summary>
internal static class ListenSockets
{
    // SOL_SOCKET and SO_REUSEPORT of Linux: sockets of one address share its datagrams by a hash of the client's address.
    private const int LinuxSocketLevel = 1;
    private const int LinuxReusePort = 15;

    private const int Backlog = 511;

    // A free UDP port may be taken for TCP; the next one hardly is.
    private const int BindTries = 20;

    /// <summary>Binds <paramref name="count"/> UDP sockets to one address.</summary>
    /// <exception cref="PlatformNotSupportedException">More than one, on a system other than Linux.</exception>
    public static List<Socket> BindUdp(IPEndPoint address, int count, int receiveBuffer)
    {
        List<Socket> sockets = [];
        try
        {
            IPEndPoint bound = address;
            for (int i = 0; i < count; i++)
            {
                Socket socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                sockets.Add(socket);
                if (count > 1)
                {
                    SharePort(socket);
                }

                socket.ReceiveBufferSize = receiveBuffer;
                socket.Bind(bound);
                bound = (IPEndPoint)socket.LocalEndPoint!;
            }

            return sockets;
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    /// <summary>Binds a TCP socket and starts taking connections.</summary>
    public static Socket BindTcp(IPEndPoint address)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Binds both to one port; with port 0, to one that is free for both.</summary>
    public static (List<Socket> Udp, Socket Tcp) BindBoth(IPEndPoint address, int count, int receiveBuffer)
    {
        for (int left = BindTries; ; left--)
        {
            List<Socket> udp = BindUdp(address, count, receiveBuffer);
            try
            {
                return (udp, BindTcp((IPEndPoint)udp[0].LocalEndPoint!));
            }
            catch (SocketException) when (address.Port == 0 && left > 1)
            {
                udp.ForEach(socket => socket.Dispose());
            }
            catch
            {
                udp.ForEach(socket => socket.Dispose());
                throw;
            }
        }
    }

    private static void SharePort(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("More than one UDP thread for an address needs SO_REUSEPORT as Linux has it.");
        }

        socket.SetRawSocketOption(LinuxSocketLevel, LinuxReusePort, BitConverter.GetBytes(1));
    }
}
