using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>The NSEC3 hash algorithms that a validator understands, in queries only (RFC 6975 section 3).</summary>
public sealed record N3uOption : OctetsOption, IEdnsOption<N3uOption>
{
    /// <summary>Takes hash algorithm numbers, one octet each; they are not copied.</summary>
    /// <exception cref="ArgumentException">More than 65,535 octets.</exception>
    public N3uOption(ReadOnlyMemory<byte> hashes)
        : base(EdnsOptionCode.N3u, hashes)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.N3u;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out N3uOption? option, out FormatError error)
    {
        error = default;
        option = new N3uOption(data.ToArray());
        return true;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => EdnsOptionText.Numbers(Data.Span);
}
