using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 32 bits, big-endian.</summary>
internal sealed class UInt32Field : IRdataField<uint>
{
    public const int Size = 4;

    public static uint Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        position += Size;
        return BinaryPrimitives.ReadUInt32BigEndian(message[(position - Size)..]);
    }

    public static void Write(ref DnsMessageWriter writer, uint value) => writer.WriteUInt32(value);

    public static uint Parse(RdataTextReader reader, string expected) => reader.ReadUInt32(expected);

    public static void Print(RdataTextWriter writer, uint value) => writer.WriteNumber(value);
}
