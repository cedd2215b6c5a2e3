using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A hashed owner name behind a length octet, in base 32 with the extended hex alphabet and no padding (RFC 5155 section 3.3).</summary>
internal sealed class HashedNameField : OctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position < end && message[position] >= 1 && end - position > message[position] ? position + message[position] + 1 : scan.Fail(FormatErrorKind.Rdata, position);

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
        byte[] octets = reader.ReadBase32Hex(expected);
        return octets.Length is > 0 and <= byte.MaxValue ? octets : throw reader.Error($"{expected} of 1 to 255 octets in base 32");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase32Hex(value.Span);

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length is >= 1 and <= byte.MaxValue ? value : throw new ArgumentException("A hashed name has 1 to 255 octets.", name);
}
