using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;

namespace Nomen.Dns.Records;

/// <summary>The gateway of an IPSECKEY record or the relay of an AMTRELAY record: nothing, an address or a name.</summary>
public sealed class Gateway : IEquatable<Gateway>
{
    private Gateway(GatewayType type, IPAddress? address = null, DomainName? name = null, ReadOnlyMemory<byte> octets = default)
    {
        Type = type;
        Address = address;
        Name = name;
        Octets = octets;
    }

    /// <summary>No gateway.</summary>
    public static Gateway None { get; } = new(GatewayType.None);

    /// <summary>Its form; on the wire others than the named ones may come.</summary>
    public GatewayType Type { get; }

    /// <summary>The address; null for other forms.</summary>
    public IPAddress? Address { get; }

    /// <summary>The name; null for other forms.</summary>
    public DomainName? Name { get; }

    /// <summary>All octets that follow, for a form that is not known; else empty.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>A gateway given by address.</summary>
    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6.</exception>
    public static Gateway FromAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => new Gateway(GatewayType.IPv4, address),
            AddressFamily.InterNetworkV6 => new Gateway(GatewayType.IPv6, address),
            _ => throw new ArgumentException("An IPv4 or IPv6 address belongs here.", nameof(address)),
        };
    }

    /// <summary>A gateway given by name.</summary>
    public static Gateway FromName(DomainName name) => new(GatewayType.Name, name: name);

    /// <summary>Equal when form and value are; names without case.</summary>
    public bool Equals(Gateway? other) =>
        other is not null && Type == other.Type && Equals(Address, other.Address) && Name == other.Name && Octets.Span.SequenceEqual(other.Octets.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Gateway);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Address, Name, Octets.Length);

    /// <summary>Presentation form: "<c>.</c>" when there is none.</summary>
    public override string ToString() => Address is not null ? AddressText.Format(Address) : Name?.ToString() ?? ".";

    /// <summary>A gateway of a form that is not known.</summary>
    internal static Gateway FromOctets(GatewayType type, ReadOnlyMemory<byte> octets) => new(type, octets: octets);
}
