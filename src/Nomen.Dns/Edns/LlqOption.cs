using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Long-lived query (RFC 8764 section 3.2).</summary>
/// <param name="Opcode">1 setup, 2 refresh, 3 event.</param>
/// <param name="Error">Error code; 0 for none.</param>
/// <param name="Id">Identifies the query at the server.</param>
/// <param name="LeaseSeconds">How long the query lives, in seconds.</param>
/// <param name="Version">Protocol version; 1 is the only one.</param>
public sealed record LlqOption(ushort Opcode, ushort Error, ulong Id, uint LeaseSeconds, ushort Version = 1) : EdnsOption, IEdnsOption<LlqOption>
{
    private const int Length = 18;

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Llq;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out LlqOption? option, out FormatError error)
    {
        bool good = data.Length == Length;
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = !good ? null : new LlqOption(
            BinaryPrimitives.ReadUInt16BigEndian(data[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(data[4..]),
            BinaryPrimitives.ReadUInt64BigEndian(data[6..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[14..]),
            BinaryPrimitives.ReadUInt16BigEndian(data));
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        writer.WriteUInt16(Version);
        writer.WriteUInt16(Opcode);
        writer.WriteUInt16(Error);
        writer.WriteUInt32((uint)(Id >> 32));
        writer.WriteUInt32((uint)Id);
        writer.WriteUInt32(LeaseSeconds);
    }

    /// <inheritdoc/>
    protected override string ShowValue() =>
        string.Create(CultureInfo.InvariantCulture, $"Version: {Version}, Opcode: {Opcode}, Error: {Error}, Identifier: {Id}, Lifetime: {LeaseSeconds}");
}
