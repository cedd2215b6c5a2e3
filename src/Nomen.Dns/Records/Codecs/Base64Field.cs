using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets up to the end of the rdata, at least one, in base 64 that blanks may split.</summary>
internal sealed class Base64Field : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        byte[] octets = reader.ReadBase64ToEnd(expected);
        return octets.Length > 0 ? octets : throw reader.Error($"{expected} in base 64");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64ToEnd(value.Span);

    public static string? FindFlaw(ReadOnlyMemory<byte> value) => value.IsEmpty ? "at least one octet at the end" : null;
}
