using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>EDNS options, at most 100, each a code, a length and data (RFC 6891 section 6.1.2). They have no text but the generic form.</summary>
internal sealed class EdnsOptionsField : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    // No honest sender comes near. The limit bounds the work and the objects that a hostile message can cause (a 64 KiB message holds 16,000 options).
    private const int MaxOptions = 100;

    public static new int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        int start = position;
        int count = 0;
        while (end - position >= 4 && count < MaxOptions)
        {
            position += 4 + BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
            count++;
        }

        return position == end ? end : scan.Fail(FormatErrorKind.EdnsOption, start);
    }

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected) => throw reader.Error(@"the generic form, \# length hex");

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteGeneric(value.Span);
}
