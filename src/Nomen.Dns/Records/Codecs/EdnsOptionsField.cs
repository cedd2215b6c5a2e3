using Nomen.Dns.Edns;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>EDNS options, each a code, a length and data (RFC 6891 section 6.1.2). They have no text but the generic form.</summary>
internal sealed class EdnsOptionsField : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static new int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => OptValidator.Validate(message, position, end, ref scan);

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => OpaqueField.Parse(reader, expected);

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteGeneric(value.Span);
}
