using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A salt behind a length octet, in hexadecimal digits, or <c>-</c> when it is empty (RFC 5155 section 3.3).</summary>
internal sealed class SaltField : OctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position < end && end - position > message[position] ? position + message[position] + 1 : scan.Fail(FormatErrorKind.Rdata, position);

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

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        if (reader.Peek(out bool quoted) is "-" && !quoted)
        {
            reader.ReadToken(expected);
            return default;
        }

        byte[] octets = reader.ReadHex(expected);
        return octets.Length is > 0 and <= byte.MaxValue ? octets : throw reader.Error($"{expected} of at most 255 octets, or -");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            writer.WriteToken("-");
        }
        else
        {
            writer.WriteHex(value.Span);
        }
    }

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length <= byte.MaxValue ? value : throw new ArgumentException("A salt has at most 255 octets.", name);
}
