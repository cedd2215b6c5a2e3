using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An NSAP address: <c>0x</c> and hexadecimal digits, dots between them (RFC 1706 section 5).</summary>
internal sealed class NsapField : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return token.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && DottedHex.TryParse(token[2..], out byte[]? octets)
            ? octets
            : throw reader.Error($"{expected}: 0x and an even number of hexadecimal digits");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteToken("0x" + Convert.ToHexStringLower(value.Span));

    public static string? FindFlaw(ReadOnlyMemory<byte> value) => value.IsEmpty ? "at least one octet" : null;
}
