using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Tests.Sockets;

/// <summary>A port whose queue of connections is full and never emptied: the kernel drops further SYNs.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly Socket _listener = Listen(backlog: 0);
    private readonly Socket _filling = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public BlackHole() => _filling.Connect(EndPoint);

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    public static Socket Listen(int backlog)
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog);
        return listener;
    }

    public void Dispose()
    {
        _filling.Dispose();
        _listener.Dispose();
    }
}
