using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>What the codecs of octets behind one length octet share: all but their text.</summary>
internal abstract class ShortOctetsField : OctetsField
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position < end && end - position > message[position] ? position + message[position] + 1 : scan.Fail(FormatErrorKind.CharacterString, position);

    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        int start = position + 1;
        return Copy(message, ref start, position = start + message[position]);
    }

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.WriteByte((byte)value.Length);
        writer.WriteOctets(value.Span);
    }

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length <= byte.MaxValue ? value : throw new ArgumentException("At most 255 octets belong here: one octet counts them.", name);
}
