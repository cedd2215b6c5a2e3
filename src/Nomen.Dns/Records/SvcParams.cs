using System.Buffers.Binary;
using System.Collections;

namespace Nomen.Dns.Records;

/// <summary>The service parameters of an SVCB or HTTPS record (RFC 9460 section 2.2).</summary>
/// <remarks>Keeps the octets it was read from, also when their order or a value breaks the RFC. Immutable.</remarks>
public sealed class SvcParams : IEnumerable<SvcParam>, IEquatable<SvcParams>
{
    private const int HeadLength = 4;

    private readonly ReadOnlyMemory<byte> _octets;

    /// <summary>The parameters given, put in the order of their keys.</summary>
    /// <exception cref="ArgumentException">A key comes twice, or a value is longer than 65,535 octets.</exception>
    public SvcParams(params IEnumerable<SvcParam> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        SvcParam[] sorted = [.. parameters.OrderBy(parameter => parameter.Key)];
        byte[] octets = new byte[sorted.Sum(parameter => HeadLength + parameter.Value.Length)];
        int position = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            (SvcParamKey key, ReadOnlyMemory<byte> value) = sorted[i];
            if ((i > 0 && sorted[i - 1].Key == key) || value.Length > ushort.MaxValue)
            {
                throw new ArgumentException($"Parameter {key} comes twice or is too long.", nameof(parameters));
            }

            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(position), (ushort)key);
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(position + 2), (ushort)value.Length);
            value.Span.CopyTo(octets.AsSpan(position + HeadLength));
            position += HeadLength + value.Length;
        }

        _octets = octets;
    }

    /// <summary>Takes octets that were checked already.</summary>
    internal SvcParams(ReadOnlyMemory<byte> octets) => _octets = octets;

    /// <summary>No parameters.</summary>
    public static SvcParams Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The wire form.</summary>
    public ReadOnlySpan<byte> Wire => _octets.Span;

    /// <summary>Looks a value up, as on the wire; false when the key is not there.</summary>
    public bool TryGetValue(SvcParamKey key, out ReadOnlyMemory<byte> value)
    {
        foreach (SvcParam parameter in this)
        {
            if (parameter.Key == key)
            {
                value = parameter.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Whether the key is there.</summary>
    public bool Contains(SvcParamKey key) => TryGetValue(key, out _);

    /// <summary>The parameters in the order of the wire form.</summary>
    public IEnumerator<SvcParam> GetEnumerator()
    {
        for (int position = 0; position < _octets.Length;)
        {
            ReadOnlyMemory<byte> rest = _octets[position..];
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[2..]);
            yield return new SvcParam((SvcParamKey)BinaryPrimitives.ReadUInt16BigEndian(rest.Span), rest.Slice(HeadLength, length));
            position += HeadLength + length;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Equal when the wire forms are.</summary>
    public bool Equals(SvcParams? other) => other is not null && Wire.SequenceEqual(other.Wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SvcParams);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Wire);
        return hash.ToHashCode();
    }
}
