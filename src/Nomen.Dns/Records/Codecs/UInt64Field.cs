using System.Buffers.Binary;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 64 bits, big-endian.</summary>
internal sealed class UInt64Field : IRdataField<ulong>
{
    public const int Size = 8;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

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
}
