using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The number of an RR type.</summary>
internal sealed class TypeField : IRdataField<DnsType>
{
    public const int Size = 2;

    public static DnsType Read(ReadOnlySpan<byte> message, ref int position, int end) => (DnsType)UInt16Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, DnsType value) => writer.WriteUInt16((ushort)value);

    public static DnsType Parse(RdataTextReader reader, string expected) => reader.ReadType(expected);

    public static void Print(RdataTextWriter writer, DnsType value) => writer.WriteToken(value.ToMnemonic());
}
