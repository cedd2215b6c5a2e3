using System.Diagnostics.CodeAnalysis;
using System.Net;
using Nomen.Dns.Errors;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Names;

/// <summary>A domain name: 1 to 255 octets of uncompressed wire form, case kept, compared without case (RFC 1035 section 2.3.3, RFC 4343).</summary>
/// <remarks>
/// Always absolute. <see langword="default"/> is the root. Immutable and safe to share; <see cref="Parent"/> shares the octets.
/// Hash codes are seeded per process, so that nobody can prepare names that collide.
/// </remarks>
public readonly partial struct DomainName : IEquatable<DomainName>, IComparable<DomainName>, ISpanParsable<DomainName>, ISpanFormattable
{
    /// <summary>Longest name: 255 octets, with all length octets and the root's (RFC 1035 section 2.3.4).</summary>
    public const int MaxLength = 255;

    /// <summary>Longest label: 63 octets (RFC 1035 section 2.3.4).</summary>
    public const int MaxLabelLength = 63;

    /// <summary>Most labels, the root's not counted: 127, each of one octet.</summary>
    public const int MaxLabels = 127;

    private readonly byte[]? _octets;
    private readonly ushort _offset;
    private readonly byte _length;

    /// <summary>Takes octets that were checked already.</summary>
    internal DomainName(byte[] octets, int offset, int length)
    {
        _octets = octets;
        _offset = (ushort)offset;
        _length = (byte)length;
    }

    /// <summary>The root, "<c>.</c>".</summary>
    public static DomainName Root => default;

    /// <summary>Wire form, uncompressed, with the root's length octet at the end.</summary>
    public ReadOnlySpan<byte> Wire => _octets is null ? "\0"u8 : _octets.AsSpan(_offset, _length);

    /// <summary>Length of the wire form in octets, 1 to 255.</summary>
    public int Length => _octets is null ? 1 : _length;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => Length == 1;

    /// <summary>Number of labels, the root's not counted: 0 to 127.</summary>
    public int LabelCount
    {
        get
        {
            int count = 0;
            ReadOnlySpan<byte> wire = Wire;
            for (int position = 0; wire[position] != 0; position += wire[position] + 1)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>The name without its first label.</summary>
    /// <exception cref="InvalidOperationException">The root has no parent.</exception>
    public DomainName Parent => IsRoot ? throw new InvalidOperationException("The root has no parent.") : Skip(_octets![_offset] + 1);

    /// <summary>Whether the first label is the wildcard "<c>*</c>" (RFC 4592 section 2.1.1).</summary>
    public bool IsWildcard => Length >= 3 && _octets![_offset] == 1 && _octets[_offset + 1] == (byte)'*';

    /// <summary>First label without its length octet; empty for the root.</summary>
    public ReadOnlySpan<byte> FirstLabel => IsRoot ? [] : _octets.AsSpan(_offset + 1, _octets![_offset]);

    /// <summary>Whether two names are equal without case.</summary>
    public static bool operator ==(DomainName left, DomainName right) => left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(DomainName left, DomainName right) => !left.Equals(right);

    /// <summary>Reads an uncompressed name that fills the span exactly.</summary>
    public static bool TryFromWire(ReadOnlySpan<byte> wire, out DomainName name)
    {
        bool isName = NameScan.UncompressedLength(wire) == wire.Length;
        name = isName && wire.Length > 1 ? new DomainName(wire.ToArray(), 0, wire.Length) : default;
        return isName;
    }

    /// <summary>Reads an uncompressed name that fills the span exactly.</summary>
    /// <exception cref="DnsFormatException">The octets are no name.</exception>
    public static DomainName FromWire(ReadOnlySpan<byte> wire) =>
        TryFromWire(wire, out DomainName name) ? name : throw new DnsFormatException(new FormatError(FormatErrorKind.Name, 0));

    /// <summary>The name under which an address's PTR record stands: <c>4.3.2.1.in-addr.arpa.</c> (RFC 1035 section 3.5), or 32 digits and <c>ip6.arpa.</c> (RFC 3596 section 2.5).</summary>
    /// <param name="address">IPv4 or IPv6; a scope is left out.</param>
    public static DomainName ForReverse(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ReverseName.For(address);
    }

    /// <summary>The address that a whole reverse name stands for; false for any other name, that of a reverse zone included.</summary>
    public bool TryGetReverseAddress([NotNullWhen(true)] out IPAddress? address) => ReverseName.TryGetAddress(Wire, out address);

    /// <summary>Whether this name is <paramref name="other"/> or lies below it.</summary>
    public bool IsAtOrBelow(DomainName other)
    {
        int extra = Length - other.Length;
        if (extra < 0 || !NameCase.EqualsIgnoreCase(Wire[extra..], other.Wire))
        {
            return false;
        }

        ReadOnlySpan<byte> wire = Wire;
        int position = 0;
        while (position < extra)
        {
            position += wire[position] + 1;
        }

        return position == extra;
    }

    /// <summary>Whether this name lies below <paramref name="other"/>.</summary>
    public bool IsBelow(DomainName other) => Length > other.Length && IsAtOrBelow(other);

    /// <summary>The name with <paramref name="label"/> in front.</summary>
    /// <exception cref="ArgumentException">The label is empty or over 63 octets, or the name would pass 255.</exception>
    public DomainName Prepend(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > MaxLabelLength || label.Length + 1 + Length > MaxLength)
        {
            throw new ArgumentException("A label has 1 to 63 octets, a name at most 255.", nameof(label));
        }

        byte[] octets = new byte[label.Length + 1 + Length];
        octets[0] = (byte)label.Length;
        label.CopyTo(octets.AsSpan(1));
        Wire.CopyTo(octets.AsSpan(label.Length + 1));
        return new DomainName(octets, 0, octets.Length);
    }

    /// <summary>This name's labels followed by all of <paramref name="suffix"/>.</summary>
    /// <exception cref="ArgumentException">The result would pass 255 octets.</exception>
    public DomainName Concat(DomainName suffix)
    {
        int head = Length - 1;
        if (head + suffix.Length > MaxLength)
        {
            throw new ArgumentException("A name has at most 255 octets.", nameof(suffix));
        }

        byte[] octets = new byte[head + suffix.Length];
        Wire[..head].CopyTo(octets);
        suffix.Wire.CopyTo(octets.AsSpan(head));
        return new DomainName(octets, 0, octets.Length);
    }

    /// <summary>The last <paramref name="count"/> labels of the name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer labels than that.</exception>
    public DomainName Suffix(int count)
    {
        int labels = LabelCount;
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, labels);

        DomainName name = this;
        for (; labels > count; labels--)
        {
            name = name.Parent;
        }

        return name;
    }

    /// <summary>The same name with A to Z in lower case (canonical form, RFC 4034 section 6.2).</summary>
    public DomainName ToLower()
    {
        byte[] octets = new byte[Length];
        NameCase.ToLower(Wire, octets);
        return new DomainName(octets, 0, octets.Length);
    }

    /// <summary>Canonical order: from the last label to the first, as lower-case octets (RFC 4034 section 6.1).</summary>
    public int CompareTo(DomainName other) => NameOrder.Compare(Wire, other.Wire);

    /// <summary>Whether two names are equal without case.</summary>
    public bool Equals(DomainName other) => NameCase.EqualsIgnoreCase(Wire, other.Wire);

    /// <summary>Whether two names are equal octet by octet, case included.</summary>
    public bool EqualsExactly(DomainName other) => Wire.SequenceEqual(other.Wire);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DomainName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => DomainNameComparer.Default.GetHashCode(this);

    private DomainName Skip(int octets) => new(_octets!, _offset + octets, _length - octets);
}
