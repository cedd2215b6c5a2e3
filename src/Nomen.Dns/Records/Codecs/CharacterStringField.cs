using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A character-string: a length octet and up to 255 octets (RFC 1035 section 3.3).</summary>
internal sealed class CharacterStringField : OctetsField, IVariableField<ReadOnlyMemory<byte>>
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

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => reader.ReadCharacterString(expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length <= byte.MaxValue ? value : throw new ArgumentException("A string has at most 255 octets.", name);
}
