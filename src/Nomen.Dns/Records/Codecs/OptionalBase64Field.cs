using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets up to the end of the rdata, perhaps none, in base 64 that blanks may split.</summary>
internal sealed class OptionalBase64Field : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => reader.ReadBase64ToEnd(expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64ToEnd(value.Span);
}
