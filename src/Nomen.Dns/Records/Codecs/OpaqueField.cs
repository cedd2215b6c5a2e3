using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets up to the end of the rdata that have no text but the generic form (RFC 3597 section 5).</summary>
internal sealed class OpaqueField : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        // The generic form never gets here: whatever stands in its place is the error.
        reader.ReadToken(@"the generic form, \# length hex", out _);
        throw reader.Error(@"the generic form, \# length hex");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteGeneric(value.Span);
}
