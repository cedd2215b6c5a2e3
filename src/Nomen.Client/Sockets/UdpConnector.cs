using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Sockets;

/// <summary>UDP sockets of the system, each with a random port that the kernel picks from its ephemeral range.</summary>
/// <param name="server">Address and port of the server.</param>
/// <param name="localAddress">Address to send from; null lets the system choose.</param>
public sealed class UdpConnector(IPEndPoint server, IPAddress? localAddress = null) : IDatagramConnector
{
    /// <inheritdoc/>
    public IPEndPoint Server { get; } = server ?? throw new ArgumentNullException(nameof(server));

    /// <inheritdoc/>
    public IDatagramConnection Connect() => new UdpConnection(ConnectSocket());

    /// <summary>A socket for many requests at once.</summary>
    internal DatagramSocket ConnectShared()
    {
        Socket socket = ConnectSocket();
        Fragmentation.Forbid(socket);
        return new DatagramSocket(socket);
    }

    private Socket ConnectSocket()
    {
        Socket socket = new(Server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (localAddress is not null)
            {
                socket.Bind(new IPEndPoint(localAddress, 0));
            }

            socket.Connect(Server);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
