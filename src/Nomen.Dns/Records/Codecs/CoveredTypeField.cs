using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The type that a SIG covers: as <see cref="TypeField"/>, and 0 for a signature over a whole message (RFC 2931 section 3).</summary>
internal sealed class CoveredTypeField : IRdataField<DnsType>
{
    public const int Size = 2;

    public static DnsType Read(ReadOnlySpan<byte> message, ref int position, int end) => (DnsType)UInt16Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, DnsType value) => writer.WriteUInt16((ushort)value);

    public static DnsType Parse(RdataTextReader reader, string expected)
    {
        if (reader.Peek(out bool quoted) is not "0" || quoted)
        {
            return reader.ReadType(expected);
        }

        reader.ReadToken(expected);
        return 0;
    }

    public static void Print(RdataTextWriter writer, DnsType value)
    {
        if (value == 0)
        {
            writer.WriteNumber(0);
        }
        else
        {
            writer.WriteToken(value.ToMnemonic());
        }
    }
}
