using System.Buffers.Binary;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 16 bits, big-endian.</summary>
internal sealed class UInt16Field : IRdataField<ushort>
{
    public const int Size = 2;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

    public static ushort Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        ushort value = BinaryPrimitives.ReadUInt16BigEndian(message[position..]);
        position += Size;
        return value;
    }

    public static void Write(ref DnsMessageWriter writer, ushort value) => writer.WriteUInt16(value);
}
