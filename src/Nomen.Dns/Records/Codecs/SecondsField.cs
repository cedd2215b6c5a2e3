using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of seconds of 32 bits; text may have units, <c>1h30m</c>.</summary>
internal sealed class SecondsField : IRdataField<uint>
{
    public const int Size = 4;

    public static uint Read(ReadOnlySpan<byte> message, ref int position, int end) => UInt32Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, uint value) => writer.WriteUInt32(value);

    public static uint Parse(RdataTextReader reader, string expected) => reader.ReadSeconds(expected);

    public static void Print(RdataTextWriter writer, uint value) => writer.WriteNumber(value);
}
