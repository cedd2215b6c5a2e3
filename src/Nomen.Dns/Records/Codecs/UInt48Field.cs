using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 48 bits, big-endian.</summary>
internal sealed class UInt48Field : IRdataField<ulong>
{
    public const int Size = 6;

    public static ulong Read(ReadOnlySpan<byte> message, ref int position, int end) => ((ulong)UInt16Field.Read(message, ref position, end) << 32) | UInt32Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ulong value)
    {
        writer.WriteUInt16((ushort)(value >> 32));
        writer.WriteUInt32((uint)value);
    }

    public static ulong Parse(RdataTextReader reader, string expected) => reader.ReadUInt48(expected);

    public static void Print(RdataTextWriter writer, ulong value) => writer.WriteNumber(value);

    public static ulong Check(ulong value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 0xffff_ffff_ffffUL, name);
        return value;
    }
}
