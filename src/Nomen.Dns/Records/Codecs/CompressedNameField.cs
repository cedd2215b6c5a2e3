using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A name of the types of RFC 1035: compressed when written, in lower case in canonical form (RFC 3597 section 4, RFC 4034 section 6.2).</summary>
internal sealed class CompressedNameField : IVariableField<DomainName>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => NameScan.Validate(message, position, ref scan);

    public static DomainName Read(ReadOnlySpan<byte> message, ref int position, int end) => NameScan.Read(message, ref position);

    public static void Write(ref DnsMessageWriter writer, DomainName value) => writer.WriteName(value, compressible: true);

    public static void WriteCanonical(ref DnsMessageWriter writer, DomainName value) => writer.WriteLowerName(value);

    public static DomainName Parse(RdataTextReader reader, string expected) => reader.ReadName(expected);

    public static void Print(RdataTextWriter writer, DomainName value) => writer.WriteName(value);
}
