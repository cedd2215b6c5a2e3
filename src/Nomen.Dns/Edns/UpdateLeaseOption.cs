using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>How long records of an UPDATE are to live (RFC 9664). Only in UPDATE messages.</summary>
/// <param name="LeaseSeconds">Lifetime of the records in seconds.</param>
/// <param name="KeyLeaseSeconds">Lifetime of the KEY records in seconds, when it differs; null otherwise.</param>
public sealed record UpdateLeaseOption(uint LeaseSeconds, uint? KeyLeaseSeconds = null) : EdnsOption, IEdnsOption<UpdateLeaseOption>
{
    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.UpdateLease;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out UpdateLeaseOption? option, out FormatError error)
    {
        bool good = data.Length is sizeof(uint) or 2 * sizeof(uint);
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = good ? new UpdateLeaseOption(BinaryPrimitives.ReadUInt32BigEndian(data), data.Length > sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(data[sizeof(uint)..]) : null) : null;
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        writer.WriteUInt32(LeaseSeconds);
        if (KeyLeaseSeconds is uint key)
        {
            writer.WriteUInt32(key);
        }
    }

    /// <inheritdoc/>
    protected override string ShowValue() => KeyLeaseSeconds is uint key
        ? string.Create(CultureInfo.InvariantCulture, $"{LeaseSeconds}/{key}")
        : LeaseSeconds.ToString(CultureInfo.InvariantCulture);
}
