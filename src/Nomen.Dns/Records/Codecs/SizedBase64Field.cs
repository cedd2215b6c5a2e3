using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets behind a length of 16 bits; in text the length, and base 64 when it is not 0.</summary>
internal sealed class SizedBase64Field : OctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        end - position >= 2 && end - position - 2 >= BinaryPrimitives.ReadUInt16BigEndian(message[position..])
            ? position + 2 + BinaryPrimitives.ReadUInt16BigEndian(message[position..])
            : scan.Fail(FormatErrorKind.Rdata, position);

    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        int start = position + 2;
        return Copy(message, ref start, position = start + BinaryPrimitives.ReadUInt16BigEndian(message[position..]));
    }

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.WriteUInt16((ushort)value.Length);
        writer.WriteOctets(value.Span);
    }

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        int length = reader.ReadUInt16($"length of the {expected}");
        byte[] octets = length == 0 ? [] : reader.ReadBase64(expected);
        return octets.Length == length ? octets : throw reader.Error($"{expected} of {length} octets in base 64");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.WriteNumber((ulong)value.Length);
        writer.WriteBase64(value.Span);
    }

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length <= ushort.MaxValue ? value : throw new ArgumentException("The field has at most 65,535 octets.", name);
}
