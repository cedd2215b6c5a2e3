using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 64 bits, big-endian.</summary>
internal sealed class UInt64Field : IRdataField<ulong>
{
    public const int Size = 8;

    public static ulong Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        position += Size;
        return BinaryPrimitives.ReadUInt64BigEndian(message[(position - Size)..]);
    }

    public static void Write(ref DnsMessageWriter writer, ulong value)
    {
        writer.WriteUInt32((uint)(value >> 32));
        writer.WriteUInt32((uint)value);
    }

    public static ulong Parse(RdataTextReader reader, string expected) => reader.ReadUInt64(expected);

    public static void Print(RdataTextWriter writer, ulong value) => writer.WriteNumber(value);
}
