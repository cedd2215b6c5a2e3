using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Text up to the end of the rdata, without a length octet: one string that may pass 255 octets.</summary>
internal sealed class LongStringField : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => reader.ReadLongString(expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);
}
