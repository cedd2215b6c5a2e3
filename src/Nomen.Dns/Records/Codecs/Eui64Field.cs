using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An IEEE address of 64 bits: pairs of hexadecimal digits with dashes (RFC 7043 section 4.2).</summary>
internal sealed class Eui64Field : OctetsField, IRdataField<ReadOnlyMemory<byte>>
{
    public const int Size = 8;

    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        position += Size;
        return message.Slice(position - Size, Size).ToArray();
    }

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte> value) => writer.WriteOctets(value.Span);

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        byte[] octets = new byte[Size];
        return DigitGroups.TryParse(token, '-', octets, least: 2, most: 2) ? octets : throw reader.Error($"{expected}: 8 pairs of hexadecimal digits, with dashes");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteToken(DigitGroups.Format(value.Span, '-', 1));

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length == Size ? value : throw new ArgumentException("The address has 8 octets.", name);
}
