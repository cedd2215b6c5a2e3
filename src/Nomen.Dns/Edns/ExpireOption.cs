using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>How long a secondary may still serve its copy of a zone (RFC 7314).</summary>
/// <param name="Seconds">Seconds until the zone expires; null in a query, which asks for it.</param>
public sealed record ExpireOption(uint? Seconds = null) : EdnsOption, IEdnsOption<ExpireOption>
{
    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Expire;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ExpireOption? option, out FormatError error)
    {
        bool good = data.Length is 0 or sizeof(uint);
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = good ? new ExpireOption(data.IsEmpty ? null : BinaryPrimitives.ReadUInt32BigEndian(data)) : null;
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        if (Seconds is uint seconds)
        {
            writer.WriteUInt32(seconds);
        }
    }

    /// <inheritdoc/>
    protected override string ShowValue() => Seconds is uint seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds} ({EdnsOptionText.Duration(seconds)})") : string.Empty;
}
