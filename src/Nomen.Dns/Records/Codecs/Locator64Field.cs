using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An ILNP identifier or locator of 64 bits: four groups of up to four hexadecimal digits (RFC 6742 section 2.1.2).</summary>
internal sealed class Locator64Field : IRdataField<ulong>
{
    public const int Size = 8;

    public static ulong Read(ReadOnlySpan<byte> message, ref int position, int end) => UInt64Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ulong value) => UInt64Field.Write(ref writer, value);

    public static ulong Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        Span<byte> octets = stackalloc byte[Size];
        return DigitGroups.TryParse(token, ':', octets, least: 1, most: 4)
            ? BinaryPrimitives.ReadUInt64BigEndian(octets)
            : throw reader.Error($"{expected}: four groups of up to four hexadecimal digits, with colons");
    }

    public static void Print(RdataTextWriter writer, ulong value)
    {
        Span<byte> octets = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        writer.WriteToken(DigitGroups.Format(octets, ':', 2));
    }
}
