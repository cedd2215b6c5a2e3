using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 8 bits.</summary>
internal sealed class UInt8Field : IRdataField<byte>
{
    public const int Size = 1;

    public static byte Read(ReadOnlySpan<byte> message, ref int position, int end) => message[position++];

    public static void Write(ref DnsMessageWriter writer, byte value) => writer.WriteByte(value);

    public static byte Parse(RdataTextReader reader, string expected) => reader.ReadUInt8(expected);

    public static void Print(RdataTextWriter writer, byte value) => writer.WriteNumber(value);
}
