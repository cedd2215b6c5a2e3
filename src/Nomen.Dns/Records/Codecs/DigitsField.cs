using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A character-string of decimal digits: an X.121 address (RFC 1183 section 3.1).</summary>
internal sealed class DigitsField : OctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => CharacterStringField.Validate(message, position, end, ref scan);

    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end) => CharacterStringField.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte> value) => CharacterStringField.Write(ref writer, value);

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => reader.ReadCharacterString(expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);

    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) => CharacterStringField.Check(value, name);

    public static string? FindFlaw(ReadOnlyMemory<byte> value) =>
        value.IsEmpty || value.Span.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? "an address of decimal digits" : null;
}
