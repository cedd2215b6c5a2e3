using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 16 bits, big-endian.</summary>
internal sealed class UInt16Field : IRdataField<ushort>
{
    public const int Size = 2;

    public static ushort Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        position += Size;
        return BinaryPrimitives.ReadUInt16BigEndian(message[(position - Size)..]);
    }

    public static void Write(ref DnsMessageWriter writer, ushort value) => writer.WriteUInt16(value);

    public static ushort Parse(RdataTextReader reader, string expected) => reader.ReadUInt16(expected);

    public static void Print(RdataTextWriter writer, ushort value) => writer.WriteNumber(value);
}
