using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A character-string: a length octet and up to 255 octets (RFC 1035 section 3.3).</summary>
internal sealed class CharacterStringField : ShortOctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => reader.ReadCharacterString(expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteString(value.Span);
}
