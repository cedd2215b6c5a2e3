using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Key tags of the trust anchors that a validator uses, in queries (RFC 8145 section 4).</summary>
public sealed record KeyTagOption : OctetsOption, IEdnsOption<KeyTagOption>
{
    /// <summary>Takes 1 to 32,767 key tags.</summary>
    /// <exception cref="ArgumentException">None, or more.</exception>
    public KeyTagOption(params ReadOnlySpan<ushort> tags)
        : base(EdnsOptionCode.KeyTag, ToOctets(tags))
    {
        if (tags.IsEmpty)
        {
            throw new ArgumentException("There is at least one key tag.", nameof(tags));
        }
    }

    private KeyTagOption(byte[] data)
        : base(EdnsOptionCode.KeyTag, data)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.KeyTag;

    /// <summary>The key tags in order.</summary>
    public ImmutableArray<ushort> Tags => [.. Enumerable.Range(0, Data.Length / 2).Select(i => BinaryPrimitives.ReadUInt16BigEndian(Data.Span[(i * 2)..]))];

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out KeyTagOption? option, out FormatError error)
    {
        bool good = !data.IsEmpty && data.Length % 2 == 0;
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = good ? new KeyTagOption(data.ToArray()) : null;
        return good;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => string.Join(", ", Tags);

    private static byte[] ToOctets(ReadOnlySpan<ushort> tags)
    {
        byte[] octets = new byte[tags.Length * 2];
        for (int i = 0; i < tags.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(i * 2), tags[i]);
        }

        return octets;
    }
}
