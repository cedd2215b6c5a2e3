using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The altitude of GPOS: a character-string that is a decimal number of metres (RFC 1712 section 3).</summary>
internal sealed class MetresField : ShortOctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        byte[] text = reader.ReadCharacterString(expected);
        return FindFlaw(text) is string flaw ? throw reader.Error(flaw) : text;
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);

    public static string? FindFlaw(ReadOnlyMemory<byte> value) => DecimalText.TryParse(value.Span, out _) ? null : "metres as a decimal number";
}
