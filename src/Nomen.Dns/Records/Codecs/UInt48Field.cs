using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A number of 48 bits, big-endian.</summary>
internal sealed class UInt48Field : IRdataField<ulong>
{
    public const int Size = 6;

    private const ulong Largest = 0xffff_ffff_ffff;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

    public static ulong Read(ReadOnlySpan<byte> message, ref int position, int end) =>
        ((ulong)UInt16Field.Read(message, ref position, end) << 32) | UInt32Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ulong value)
    {
        writer.WriteUInt16((ushort)(value >> 32));
        writer.WriteUInt32((uint)value);
    }

    public static ulong Check(ulong value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Largest, name);
        return value;
    }
}
