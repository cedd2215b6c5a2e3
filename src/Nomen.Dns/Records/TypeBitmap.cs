using System.Collections;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A set of RR types as NSEC, NSEC3 and CSYNC have it: windows of up to 256 types (RFC 4034 section 4.1.2).</summary>
/// <remarks>Keeps the octets it was read from, also when their order breaks the RFC; asking and listing work on those as well. Immutable.</remarks>
public sealed class TypeBitmap : IEnumerable<DnsType>, IEquatable<TypeBitmap>
{
    /// <summary>Most octets of one window: 256 types.</summary>
    internal const int MaxWindow = 32;

    private readonly ReadOnlyMemory<byte> _octets;

    /// <summary>The set of the types given, in any order.</summary>
    public TypeBitmap(params IEnumerable<DnsType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        ushort[] sorted = [.. types.Select(type => (ushort)type).Distinct().Order()];
        List<byte> octets = [];
        for (int i = 0; i < sorted.Length;)
        {
            int window = sorted[i] >> 8;
            int next = i;
            while (next < sorted.Length && sorted[next] >> 8 == window)
            {
                next++;
            }

            byte[] bits = new byte[((sorted[next - 1] & 0xff) / 8) + 1];
            for (; i < next; i++)
            {
                bits[(sorted[i] & 0xff) / 8] |= (byte)(0x80 >> (sorted[i] & 7));
            }

            octets.Add((byte)window);
            octets.Add((byte)bits.Length);
            octets.AddRange(bits);
        }

        _octets = octets.ToArray();
    }

    /// <summary>Takes octets that were checked already.</summary>
    internal TypeBitmap(ReadOnlyMemory<byte> octets) => _octets = octets;

    /// <summary>The empty set.</summary>
    public static TypeBitmap Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The wire form.</summary>
    public ReadOnlySpan<byte> Wire => _octets.Span;

    /// <summary>Whether no type is in the set.</summary>
    public bool IsEmpty
    {
        get
        {
            using IEnumerator<DnsType> types = GetEnumerator();
            return !types.MoveNext();
        }
    }

    /// <summary>Whether the type is in the set.</summary>
    public bool Contains(DnsType type)
    {
        int window = (ushort)type >> 8;
        int octet = ((ushort)type & 0xff) / 8;
        ReadOnlySpan<byte> wire = Wire;
        for (int i = 0; i < wire.Length; i += 2 + wire[i + 1])
        {
            if (wire[i] == window && octet < wire[i + 1] && (wire[i + 2 + octet] & (0x80 >> ((ushort)type & 7))) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The types, in the order of the wire form.</summary>
    public IEnumerator<DnsType> GetEnumerator()
    {
        for (int i = 0; i < _octets.Length; i += 2 + _octets.Span[i + 1])
        {
            for (int bit = 0; bit < _octets.Span[i + 1] * 8; bit++)
            {
                if ((_octets.Span[i + 2 + (bit / 8)] & (0x80 >> (bit & 7))) != 0)
                {
                    yield return (DnsType)((_octets.Span[i] << 8) | bit);
                }
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Equal when the wire forms are.</summary>
    public bool Equals(TypeBitmap? other) => other is not null && Wire.SequenceEqual(other.Wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TypeBitmap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Wire);
        return hash.ToHashCode();
    }

    /// <summary>The types' mnemonics, with blanks between them.</summary>
    public override string ToString() => string.Join(' ', this.Select(type => type.ToMnemonic()));

    /// <summary>What RFC 4034 section 4.1.2 expects and the octets do not have; null when all is well.</summary>
    internal string? FindFlaw()
    {
        ReadOnlySpan<byte> wire = Wire;
        int previous = -1;
        for (int i = 0; i < wire.Length; i += 2 + wire[i + 1])
        {
            int length = wire[i + 1];
            if (wire[i] <= previous)
            {
                return "type bitmap windows in ascending order";
            }

            if (length is 0 or > MaxWindow || wire[i + 1 + length] == 0)
            {
                return "type bitmap windows of 1 to 32 octets, the last not zero";
            }

            previous = wire[i];
        }

        return null;
    }
}
