using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A character-string that may be absent at the end of the rdata (RFC 1183 section 3.2).</summary>
/// <remarks>A bare <c>null</c> would become an empty string: memory converts from a null array.</remarks>
internal sealed class OptionalStringField : IVariableField<ReadOnlyMemory<byte>?>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position == end ? end : CharacterStringField.Validate(message, position, end, ref scan);

    public static ReadOnlyMemory<byte>? Read(ReadOnlySpan<byte> message, ref int position, int end) =>
        position == end ? default(ReadOnlyMemory<byte>?) : CharacterStringField.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte>? value)
    {
        if (value is { } text)
        {
            CharacterStringField.Write(ref writer, text);
        }
    }

    public static ReadOnlyMemory<byte>? Parse(RdataTextReader reader, string expected) => reader.AtEnd ? default(ReadOnlyMemory<byte>?) : CharacterStringField.Parse(reader, expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte>? value)
    {
        if (value is { } text)
        {
            writer.WriteString(text.Span);
        }
    }

    public static bool Equal(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right) =>
        left.HasValue == right.HasValue && left.GetValueOrDefault().Span.SequenceEqual(right.GetValueOrDefault().Span);

    public static void AddHash(ref HashCode hash, ReadOnlyMemory<byte>? value) => hash.AddBytes(value.GetValueOrDefault().Span);

    public static ReadOnlyMemory<byte>? Check(ReadOnlyMemory<byte>? value, string name) => value is { } text ? CharacterStringField.Check(text, name) : default(ReadOnlyMemory<byte>?);
}
