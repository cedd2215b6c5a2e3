using System.Buffers.Binary;
using System.Collections;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using Nomen.Dns.Errors;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>The service parameters of an SVCB or HTTPS record (RFC 9460 section 2.2).</summary>
/// <remarks>
/// Keeps the octets it was read from, also when their order or a value breaks the RFC: <see cref="IsWellFormed"/> tells, and a client ignores
/// such a record (section 2.2). The typed properties throw <see cref="DnsFormatException"/> when their value has not its key's form. Immutable.
/// </remarks>
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

    /// <summary>Whether keys ascend, every value has its key's form and the mandatory keys are there (RFC 9460 sections 2.2, 7 and 8).</summary>
    public bool IsWellFormed => SvcParamsRule.FindFlaw(this) is null;

    /// <summary>Keys that a client must understand to use the record, in ascending order; empty when it names none.</summary>
    public ImmutableArray<SvcParamKey> Mandatory => Numbers(SvcParamKey.Mandatory, key => (SvcParamKey)key);

    /// <summary>Application protocols besides the default, such as <c>h2</c>, as octets; empty when there are none.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Alpn
    {
        get
        {
            ReadOnlyMemory<byte> value = Value(SvcParamKey.Alpn);
            var names = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
            for (int position = 0; position < value.Length; position += value.Span[position] + 1)
            {
                names.Add(value.Slice(position + 1, value.Span[position]));
            }

            return names.DrainToImmutable();
        }
    }

    /// <summary>Whether the default protocol is not offered.</summary>
    public bool NoDefaultAlpn => Contains(SvcParamKey.NoDefaultAlpn);

    /// <summary>Port of the service; null when it is the default.</summary>
    public ushort? Port => Value(SvcParamKey.Port) is { IsEmpty: false } value ? BinaryPrimitives.ReadUInt16BigEndian(value.Span) : null;

    /// <summary>IPv4 addresses to try while the real ones are looked up; empty when there are none.</summary>
    public ImmutableArray<IPAddress> IPv4Hints => Addresses(SvcParamKey.IPv4Hint, 4);

    /// <summary>IPv6 addresses to try while the real ones are looked up; empty when there are none.</summary>
    public ImmutableArray<IPAddress> IPv6Hints => Addresses(SvcParamKey.IPv6Hint, 16);

    /// <summary>Configurations of TLS Encrypted Client Hello; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Ech => Value(SvcParamKey.Ech);

    /// <summary>URI template of a DNS over HTTPS service; null when there is none.</summary>
    public string? DohPath => Value(SvcParamKey.DohPath) is { IsEmpty: false } value ? Encoding.UTF8.GetString(value.Span) : null;

    /// <summary>Whether the service is an Oblivious HTTP target.</summary>
    public bool Ohttp => Contains(SvcParamKey.Ohttp);

    /// <summary>TLS groups that the server supports (IANA "TLS Supported Groups"), in its order; empty when it names none.</summary>
    public ImmutableArray<ushort> TlsSupportedGroups => Numbers(SvcParamKey.TlsSupportedGroups, group => group);

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

    /// <summary>Presentation form: <c>key=value</c> with blanks between them, when the parameters are well formed.</summary>
    public override string ToString()
    {
        RdataTextWriter writer = new();
        if (IsWellFormed)
        {
            SvcParamsText.Print(writer, this);
        }
        else
        {
            writer.WriteGeneric(Wire);
        }

        return writer.ToString();
    }

    private ReadOnlyMemory<byte> Value(SvcParamKey key)
    {
        bool found = TryGetValue(key, out ReadOnlyMemory<byte> value);
        return !found || SvcParamsRule.IsGood(new SvcParam(key, value)) ? value : throw new DnsFormatException(new FormatError(FormatErrorKind.Value, 0));
    }

    private ImmutableArray<T> Numbers<T>(SvcParamKey key, Func<ushort, T> convert)
    {
        ReadOnlyMemory<byte> value = Value(key);
        return [.. Enumerable.Range(0, value.Length / 2).Select(i => convert(BinaryPrimitives.ReadUInt16BigEndian(value.Span[(i * 2)..])))];
    }

    private ImmutableArray<IPAddress> Addresses(SvcParamKey key, int size)
    {
        ReadOnlyMemory<byte> value = Value(key);
        return [.. Enumerable.Range(0, value.Length / size).Select(i => new IPAddress(value.Span.Slice(i * size, size)))];
    }
}
