using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Edns;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Subnets;

/// <summary>The clients that an answer is for, or the network that a question is asked for: family, prefix length, and its bits from the left.</summary>
/// <param name="Family">One of the constants; in entries also with <see cref="Exact"/>.</param>
/// <param name="Length">Bits that count.</param>
/// <param name="Bits">The bits, left-aligned; zero behind them.</param>
internal readonly record struct SubnetPrefix(byte Family, byte Length, UInt128 Bits)
{
    /// <summary>Every client, whether or not its network is known.</summary>
    public const byte Everyone = 0;

    /// <summary>An IPv4 network (RFC 7871 section 6).</summary>
    public const byte IPv4 = 1;

    /// <summary>An IPv6 network.</summary>
    public const byte IPv6 = 2;

    /// <summary>Added to a family: the answer is for those alone who ask with just this prefix (RFC 7871 section 7.3.1).</summary>
    public const byte Exact = 0x80;

    /// <summary>No answer but the list of a question's networks.</summary>
    public const byte Index = 0xff;

    /// <summary>Most octets of a network.</summary>
    public const int MaxOctets = 16;

    private const int Width = 128;

    /// <summary>Those for whom is asked without any address (RFC 7871 section 7.1.2): what they get may be made for the one who asks in their place.</summary>
    public static SubnetPrefix Nobody => new(Exact, 0, 0);

    /// <summary>The mark under which a question's networks are listed.</summary>
    public static SubnetPrefix OfIndex => new(Index, 0, 0);

    /// <summary>Whether it names a network, be it of no bits.</summary>
    public bool IsNetwork => Family is IPv4 or IPv6;

    /// <summary>Octets that the bits need.</summary>
    public int OctetCount => OctetsFor(Length);

    /// <summary>Octets that a prefix length needs.</summary>
    public static int OctetsFor(int length) => (length + 7) / 8;

    /// <summary>The network of an address, cut to a length.</summary>
    public static SubnetPrefix Of(IPAddress address, int length)
    {
        Span<byte> octets = stackalloc byte[MaxOctets];
        octets.Clear();
        address.TryWriteBytes(octets, out _);
        UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(octets);
        return (address.AddressFamily == AddressFamily.InterNetwork ? new SubnetPrefix(IPv4, 32, bits) : new SubnetPrefix(IPv6, Width, bits)).Cut(length);
    }

    /// <summary>The network of an option.</summary>
    public static SubnetPrefix Of(ClientSubnetOption option) => Of(option.Address, option.SourcePrefixLength);

    /// <summary>The network that a request for the upstream carries; no network, and every client, when it carries none.</summary>
    public static SubnetPrefix Sent(DnsRequest request) => request.Edns?.Find<ClientSubnetOption>() is { } option ? Of(option) : default;

    /// <summary>Reads a network back from its octets.</summary>
    public static SubnetPrefix Read(byte family, byte length, ReadOnlySpan<byte> octets)
    {
        Span<byte> padded = stackalloc byte[MaxOctets];
        padded.Clear();
        octets[..OctetsFor(length)].CopyTo(padded);
        return new SubnetPrefix(family, length, BinaryPrimitives.ReadUInt128BigEndian(padded));
    }

    /// <summary>Writes the octets that the bits need; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        Span<byte> octets = stackalloc byte[MaxOctets];
        BinaryPrimitives.WriteUInt128BigEndian(octets, Bits);
        octets[..OctetCount].CopyTo(destination);
        return OctetCount;
    }

    /// <summary>The network with at most so many bits.</summary>
    public SubnetPrefix Cut(int length) => length >= Length ? this : new SubnetPrefix(Family, (byte)length, Bits & MaskFor(length));

    /// <summary>Whether another network is this one or lies in it.</summary>
    public bool Covers(SubnetPrefix other) =>
        Family == other.Family && Length <= other.Length && ((Bits ^ other.Bits) & MaskFor(Length)) == 0;

    /// <summary>The same for those who ask with just this prefix.</summary>
    public SubnetPrefix AsExact() => this with { Family = (byte)(Family | Exact) };

    /// <summary>The address with zeros behind the prefix.</summary>
    public IPAddress ToAddress()
    {
        Span<byte> octets = stackalloc byte[MaxOctets];
        BinaryPrimitives.WriteUInt128BigEndian(octets, Bits);
        return new IPAddress(octets[..((Family & ~Exact) == IPv6 ? MaxOctets : 4)]);
    }

    /// <summary>The network as the option of a query.</summary>
    public ClientSubnetOption ToOption() => new(ToAddress(), Length);

    private static UInt128 MaskFor(int length) => length == 0 ? 0 : UInt128.MaxValue << (Width - length);
}
