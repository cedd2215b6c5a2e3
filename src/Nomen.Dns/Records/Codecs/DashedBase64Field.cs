using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets up to the end of the rdata in base 64 that blanks may split, or <c>-</c> when there are none.</summary>
internal sealed class DashedBase64Field : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        if (reader.Peek(out bool quoted) is "-" && !quoted)
        {
            reader.ReadToken(expected);
            return default;
        }

        return Base64Field.Parse(reader, expected);
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            writer.WriteToken("-");
        }
        else
        {
            writer.WriteBase64ToEnd(value.Span);
        }
    }
}
