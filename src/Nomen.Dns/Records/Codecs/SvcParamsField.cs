using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Service parameters up to the end of the rdata, each a key, a length and a value (RFC 9460 section 2.2).</summary>
internal sealed class SvcParamsField : IVariableField<SvcParams>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        int start = position;
        while (end - position >= 4)
        {
            position += 4 + BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
        }

        return position == end ? end : scan.Fail(FormatErrorKind.Rdata, start);
    }

    public static SvcParams Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        ReadOnlyMemory<byte> octets = OctetsField.Copy(message, ref position, end);
        return octets.IsEmpty ? SvcParams.Empty : new SvcParams(octets);
    }

    public static void Write(ref DnsMessageWriter writer, SvcParams value) => writer.WriteOctets(value.Wire);

    public static SvcParams Parse(RdataTextReader reader, string expected) => SvcParamsText.Parse(reader);

    public static void Print(RdataTextWriter writer, SvcParams value) => SvcParamsText.Print(writer, value);

    public static SvcParams Check(SvcParams value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    public static string? FindFlaw(SvcParams value) => SvcParamsRule.FindFlaw(value);
}
