using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A character-string of decimal digits: an X.121 address (RFC 1183 section 3.1).</summary>
internal sealed class DigitsField : ShortOctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => reader.ReadCharacterString(expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);

    public static string? FindFlaw(ReadOnlyMemory<byte> value) =>
        value.IsEmpty || value.Span.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? "an address of decimal digits" : null;
}
