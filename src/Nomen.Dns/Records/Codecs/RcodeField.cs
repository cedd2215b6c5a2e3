using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An extended response code of 16 bits.</summary>
internal sealed class RcodeField : IRdataField<Rcode>
{
    public const int Size = 2;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

    public static Rcode Read(ReadOnlySpan<byte> message, ref int position, int end) => (Rcode)UInt16Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, Rcode value) => writer.WriteUInt16((ushort)value);
}
