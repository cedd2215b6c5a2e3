using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A name that is neither compressed when written nor put in lower case in canonical form: all types made after RFC 4034.</summary>
internal sealed class NameField : IVariableField<DomainName>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => NameScan.Validate(message, position, ref scan);

    public static DomainName Read(ReadOnlySpan<byte> message, ref int position, int end) => NameScan.Read(message, ref position);

    public static void Write(ref DnsMessageWriter writer, DomainName value) => writer.WriteName(value, compressible: false);

    public static DomainName Parse(RdataTextReader reader, string expected) => reader.ReadName(expected);

    public static void Print(RdataTextWriter writer, DomainName value) => writer.WriteName(value);
}
