using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A name that is never compressed when written, but in lower case in canonical form (RFC 4034 section 6.2, RFC 6840 section 5.1).</summary>
internal sealed class LowerNameField : IVariableField<DomainName>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => NameScan.Validate(message, position, ref scan);

    public static DomainName Read(ReadOnlySpan<byte> message, ref int position, int end) => NameScan.Read(message, ref position);

    public static void Write(ref DnsMessageWriter writer, DomainName value) => writer.WriteName(value, compressible: false);

    public static void WriteCanonical(ref DnsMessageWriter writer, DomainName value) => writer.WriteLowerName(value);

    public static DomainName Parse(RdataTextReader reader, string expected) => reader.ReadName(expected);

    public static void Print(RdataTextWriter writer, DomainName value) => writer.WriteName(value);
}
