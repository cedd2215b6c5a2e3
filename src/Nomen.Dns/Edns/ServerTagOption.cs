using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>A tag that a server puts on its answers (draft-bellis-dnsop-edns-tags).</summary>
/// <param name="Tag">A number that both sides agreed on.</param>
public sealed record ServerTagOption(ushort Tag) : EdnsOption, IEdnsOption<ServerTagOption>
{
    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.ServerTag;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ServerTagOption? option, out FormatError error)
    {
        bool good = data.Length == sizeof(ushort);
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = good ? new ServerTagOption(BinaryPrimitives.ReadUInt16BigEndian(data)) : null;
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer) => writer.WriteUInt16(Tag);

    /// <inheritdoc/>
    protected override string ShowValue() => Tag.ToString(CultureInfo.InvariantCulture);
}
