using System.Net;

namespace Nomen.Dns.Records;

/// <summary>One address range of an APL record (RFC 3123 section 4).</summary>
/// <param name="Family">Address family: 1 IPv4, 2 IPv6 (IANA "Address Family Numbers").</param>
/// <param name="PrefixLength">Length of the prefix in bits.</param>
/// <param name="IsNegated">Whether the range is excluded.</param>
/// <param name="AddressPart">The address without its trailing zero octets, at most 127 octets.</param>
public readonly record struct AplItem(ushort Family, byte PrefixLength, bool IsNegated, ReadOnlyMemory<byte> AddressPart)
{
    internal const ushort IPv4 = 1;
    internal const ushort IPv6 = 2;

    /// <summary>A range of an address and the length of its prefix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than the address.</exception>
    public AplItem(IPAddress address, byte prefixLength, bool isNegated = false)
        : this(0, prefixLength, isNegated, default)
    {
        ArgumentNullException.ThrowIfNull(address);
        byte[] octets = address.GetAddressBytes();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, octets.Length * 8);
        Family = octets.Length == 4 ? IPv4 : IPv6;
        AddressPart = octets.AsMemory(0, octets.AsSpan().LastIndexOfAnyExcept((byte)0) + 1);
    }

    /// <summary>The address; null for another family than IPv4 and IPv6, or a part longer than its address.</summary>
    public IPAddress? Address
    {
        get
        {
            int size = Family switch { IPv4 => 4, IPv6 => 16, _ => -1 };
            if (AddressPart.Length > size)
            {
                return null;
            }

            Span<byte> octets = stackalloc byte[16];
            octets.Clear();
            AddressPart.Span.CopyTo(octets);
            return new IPAddress(octets[..size]);
        }
    }

    /// <summary>Equal when all parts are, the octets by content.</summary>
    public bool Equals(AplItem other) =>
        Family == other.Family && PrefixLength == other.PrefixLength && IsNegated == other.IsNegated && AddressPart.Span.SequenceEqual(other.AddressPart.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Family);
        hash.Add(PrefixLength);
        hash.Add(IsNegated);
        hash.AddBytes(AddressPart.Span);
        return hash.ToHashCode();
    }

    /// <summary>What RFC 3123 section 4 expects and the item does not have; null when all is well.</summary>
    internal string? FindFlaw()
    {
        int size = Family switch { IPv4 => 4, IPv6 => 16, _ => 127 };
        bool good = AddressPart.Length <= size && (PrefixLength <= size * 8 || size == 127) && (AddressPart.IsEmpty || AddressPart.Span[^1] != 0);
        return good ? null : "address ranges that fit their family, without trailing zero octets";
    }
}
