using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A longitude or latitude of GPOS: a character-string that is a decimal number of degrees (RFC 1712 section 3).</summary>
internal sealed class DegreesField : ShortOctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    /// <summary>Largest longitude and latitude: RFC 1712 section 3 gives longitude the range of latitude, so that both orders of the two are about.</summary>
    private const double MaxDegrees = 180;

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        byte[] text = reader.ReadCharacterString(expected);
        return FindFlaw(text) is string flaw ? throw reader.Error(flaw) : text;
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);

    public static string? FindFlaw(ReadOnlyMemory<byte> value) =>
        DecimalText.TryParse(value.Span, out double degrees) && Math.Abs(degrees) <= MaxDegrees ? null : "degrees as a decimal number from -180 to 180";
}
