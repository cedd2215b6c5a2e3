using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Dns.Errors;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Names;

/// <summary>Compares names without case, with a seeded hash; looks names up by their wire octets with no allocation.</summary>
/// <remarks>Give it to a <see cref="Dictionary{TKey, TValue}"/> to use <c>GetAlternateLookup&lt;ReadOnlySpan&lt;byte&gt;&gt;()</c>.</remarks>
public sealed class DomainNameComparer : IEqualityComparer<DomainName>, IAlternateEqualityComparer<ReadOnlySpan<byte>, DomainName>
{
    private readonly ulong _seed;

    /// <summary>A comparer with a seed of its own: for tests that want the same hash codes in every run.</summary>
    public DomainNameComparer(ulong seed) => _seed = seed;

    /// <summary>The process's comparer, with a seed from the system's cryptographic generator.</summary>
    public static DomainNameComparer Default { get; } = new(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));

    /// <inheritdoc/>
    public bool Equals(DomainName x, DomainName y) => x.Equals(y);

    /// <inheritdoc/>
    public int GetHashCode(DomainName obj) => GetHashCode(obj.Wire);

    /// <summary>Hash of the name's uncompressed wire octets, without case.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate) => NameHash.Compute(alternate, _seed);

    /// <summary>Whether uncompressed wire octets are this name, without case.</summary>
    public bool Equals(ReadOnlySpan<byte> alternate, DomainName other) => NameCase.EqualsIgnoreCase(alternate, other.Wire);

    /// <summary>A name with a copy of the octets.</summary>
    /// <exception cref="DnsFormatException">The octets are no name.</exception>
    public DomainName Create(ReadOnlySpan<byte> alternate) => DomainName.FromWire(alternate);
}
