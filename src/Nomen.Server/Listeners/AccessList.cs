using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Server.Listeners;

/// <summary>Networks as numbers, so that asking whether an address lies in one allocates nothing.</summary>
internal sealed class AccessList
{
    private const int V4Offset = 4;
    private const int V6Offset = 8;

    private readonly ImmutableArray<(UInt128 Network, UInt128 Mask)> _networks;

    public AccessList(ImmutableArray<IPNetwork> networks) => _networks = [.. networks.Select(ToNumbers)];

    /// <summary>Whether the address lies in one of the networks; an IPv4 address written as IPv6 counts as IPv4.</summary>
    public bool Allows(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        return Allows(BinaryPrimitives.ReadUInt128BigEndian(octets));
    }

    /// <summary>The same for an address as the system gives it (sockaddr_in and sockaddr_in6 have the address at the same place everywhere).</summary>
    public bool Allows(SocketAddress address)
    {
        ReadOnlySpan<byte> octets = address.Buffer.Span;
        return Allows(address.Family == AddressFamily.InterNetwork
            ? Map(BinaryPrimitives.ReadUInt32BigEndian(octets[V4Offset..]))
            : BinaryPrimitives.ReadUInt128BigEndian(octets[V6Offset..]));
    }

    private static UInt128 Map(uint v4) => ((UInt128)0xffff << 32) | v4;

    private static (UInt128 Network, UInt128 Mask) ToNumbers(IPNetwork network)
    {
        Span<byte> octets = stackalloc byte[16];
        network.BaseAddress.MapToIPv6().TryWriteBytes(octets, out _);
        int prefix = network.PrefixLength + (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 96 : 0);
        UInt128 mask = prefix == 0 ? 0 : UInt128.MaxValue << (128 - prefix);
        return (BinaryPrimitives.ReadUInt128BigEndian(octets) & mask, mask);
    }

    private bool Allows(UInt128 address)
    {
        foreach ((UInt128 network, UInt128 mask) in _networks)
        {
            if ((address & mask) == network)
            {
                return true;
            }
        }

        return false;
    }
}
