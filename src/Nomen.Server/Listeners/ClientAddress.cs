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

    /// <summary>In front of an IPv4 address that is written as IPv6 (RFC 4291 section 2.5.5.2).</summary>
    private static ReadOnlySpan<byte> MappedPrefix => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

    /// <summary>What carries the messages.</summary>
    public DnsProtocol Protocol { get; }

    /// <summary>Writes the address, 4 octets for IPv4 however it is written, else 16; returns their number.</summary>
    /// <param name="destination">Room for 16 octets.</param>
    public int WriteAddress(Span<byte> destination)
    {
        if (_address is null)
        {
            IPAddress address = _endPoint!.Address.IsIPv4MappedToIPv6 ? _endPoint.Address.MapToIPv4() : _endPoint.Address;
            address.TryWriteBytes(destination, out int written);
            return written;
        }

        // As in AccessList: sockaddr_in and sockaddr_in6 have the address at the same place everywhere.
        bool isV6 = _address.Family == AddressFamily.InterNetworkV6;
        ReadOnlySpan<byte> octets = isV6 ? _address.Buffer.Span.Slice(8, 16) : _address.Buffer.Span.Slice(4, 4);
        octets = isV6 && octets[..12].SequenceEqual(MappedPrefix) ? octets[12..] : octets;
        octets.CopyTo(destination);
        return octets.Length;
    }

    /// <summary>Whether the client lies in one of the networks.</summary>
    public bool IsIn(AccessList networks) => _endPoint is null ? networks.Allows(_address!) : networks.Allows(_endPoint.Address);

    /// <summary>Address and port.</summary>
    public IPEndPoint ToEndPoint() => _endPoint ?? (IPEndPoint)(_address!.Family == AddressFamily.InterNetwork ? AnyV4 : AnyV6).Create(_address);
}
