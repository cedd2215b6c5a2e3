using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>The DS digest types that a validator understands, in queries only (RFC 6975 section 3).</summary>
public sealed record DhuOption : OctetsOption, IEdnsOption<DhuOption>
{
    /// <summary>Takes digest types, one octet each; they are not copied.</summary>
    /// <exception cref="ArgumentException">More than 65,535 octets.</exception>
    public DhuOption(ReadOnlyMemory<byte> digests)
        : base(EdnsOptionCode.Dhu, digests)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Dhu;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out DhuOption? option, out FormatError error)
    {
        error = default;
        option = new DhuOption(data.ToArray());
        return true;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => EdnsOptionText.Numbers(Data.Span);
}
