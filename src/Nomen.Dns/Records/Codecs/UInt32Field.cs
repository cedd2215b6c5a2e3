using System.Buffers.Binary;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 32 bits, big-endian.</summary>
internal sealed class UInt32Field : IRdataField<uint>
{
    public const int Size = 4;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

    public static uint Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        uint value = BinaryPrimitives.ReadUInt32BigEndian(message[position..]);
        position += Size;
        return value;
    }

    public static void Write(ref DnsMessageWriter writer, uint value) => writer.WriteUInt32(value);
}
