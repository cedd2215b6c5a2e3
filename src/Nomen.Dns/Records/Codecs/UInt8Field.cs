using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 8 bits, big-endian.</summary>
internal sealed class UInt8Field : IRdataField<byte>
{
    public const int Size = 1;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

    public static byte Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        byte value = message[position];
        position += Size;
        return value;
    }

    public static void Write(ref DnsMessageWriter writer, byte value) => writer.WriteByte(value);
}
