using System.Collections;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A set of the RR types 1 to 127 as NXT has it: bit t for type t (RFC 2535 section 5.2).</summary>
/// <remarks>Keeps the octets it was read from. Immutable.</remarks>
public sealed class NxtBitmap : IEnumerable<DnsType>, IEquatable<NxtBitmap>
{
    /// <summary>Most octets: 128 types.</summary>
    internal const int MaxLength = 16;

    private readonly ReadOnlyMemory<byte> _octets;

    /// <summary>The set of the types given, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A type is 0 or over 127: the format ends there.</exception>
    public NxtBitmap(params IEnumerable<DnsType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        byte[] octets = [];
        foreach (DnsType type in types)
        {
            ArgumentOutOfRangeException.ThrowIfZero((int)type, nameof(types));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)type, MaxLength * 8, nameof(types));
            Array.Resize(ref octets, Math.Max(octets.Length, ((int)type / 8) + 1));
            octets[(int)type / 8] |= (byte)(0x80 >> ((int)type % 8));
        }

        _octets = octets;
    }

    /// <summary>Takes octets as they are.</summary>
    internal NxtBitmap(ReadOnlyMemory<byte> octets) => _octets = octets;

    /// <summary>The wire form.</summary>
    public ReadOnlySpan<byte> Wire => _octets.Span;

    /// <summary>Whether the type is in the set.</summary>
    public bool Contains(DnsType type) => (int)type / 8 < Math.Min(Wire.Length, MaxLength) && (Wire[(int)type / 8] & (0x80 >> ((int)type % 8))) != 0;

    /// <summary>The types in ascending order.</summary>
    public IEnumerator<DnsType> GetEnumerator()
    {
        for (int type = 0; type < Math.Min(_octets.Length, MaxLength) * 8; type++)
        {
            if (Contains((DnsType)type))
            {
                yield return (DnsType)type;
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Equal when the wire forms are.</summary>
    public bool Equals(NxtBitmap? other) => other is not null && Wire.SequenceEqual(other.Wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NxtBitmap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Wire);
        return hash.ToHashCode();
    }

    /// <summary>What RFC 2535 section 5.2 expects and the octets do not have; null when all is well. Bit 0 announces a format that was never made.</summary>
    internal string? FindFlaw() => Wire.Length > MaxLength || (Wire.Length > 0 && ((Wire[0] & 0x80) != 0 || Wire[^1] == 0)) ? "a bit map of types 1 to 127" : null;
}
