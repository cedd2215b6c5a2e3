using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>The DNSSEC algorithms that a validator understands, in queries only (RFC 6975 section 3).</summary>
public sealed record DauOption : OctetsOption, IEdnsOption<DauOption>
{
    /// <summary>Takes algorithm numbers, one octet each; they are not copied.</summary>
    /// <exception cref="ArgumentException">More than 65,535 octets.</exception>
    public DauOption(ReadOnlyMemory<byte> algorithms)
        : base(EdnsOptionCode.Dau, algorithms)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Dau;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out DauOption? option, out FormatError error)
    {
        error = default;
        option = new DauOption(data.ToArray());
        return true;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => EdnsOptionText.Numbers(Data.Span);
}
