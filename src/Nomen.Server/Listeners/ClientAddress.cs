using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>Who sent a message: as the system tells it (UDP), or as an end point (a connection). The end point object is made only when somebody needs it.</summary>
internal readonly struct ClientAddress
{
    private static readonly IPEndPoint AnyV4 = new(IPAddress.Any, 0);
    private static readonly IPEndPoint AnyV6 = new(IPAddress.IPv6Any, 0);

    private readonly SocketAddress? _address;
    private readonly IPEndPoint? _endPoint;

    /// <summary>The sender of a datagram; the address object is the receive loop's and changes with the next datagram.</summary>
    public ClientAddress(SocketAddress address)
    {
        _address = address;
        Protocol = DnsProtocol.Udp;
    }

    /// <summary>The far end of a connection.</summary>
    public ClientAddress(IPEndPoint endPoint, DnsProtocol protocol)
    {
        _endPoint = endPoint;
        Protocol = protocol;
    }

    /// <summary>What carries the messages.</summary>
    public DnsProtocol Protocol { get; }

    /// <summary>Whether the client lies in one of the networks.</summary>
    public bool IsIn(AccessList networks) => _endPoint is null ? networks.Allows(_address!) : networks.Allows(_endPoint.Address);

    /// <summary>Address and port.</summary>
    public IPEndPoint ToEndPoint() => _endPoint ?? (IPEndPoint)(_address!.Family == AddressFamily.InterNetwork ? AnyV4 : AnyV6).Create(_address);
}
