using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Octets that hide a message's length under encryption (RFC 7830, RFC 8467). Their values mean nothing.</summary>
public sealed record PaddingOption : OctetsOption, IEdnsOption<PaddingOption>
{
    /// <summary>So many zero octets, 0 to 65,535.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public PaddingOption(int length)
        : this(new byte[Limit.InRange(length, 0, ushort.MaxValue)])
    {
    }

    private PaddingOption(byte[] data)
        : base(EdnsOptionCode.Padding, data)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Padding;

    /// <inheritdoc/>
    /// <remarks>Octets that are not zero are no error (RFC 7830 section 3).</remarks>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out PaddingOption? option, out FormatError error)
    {
        error = default;
        option = new PaddingOption(data.ToArray());
        return true;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => string.Create(CultureInfo.InvariantCulture, $"({Data.Length} bytes)");
}
