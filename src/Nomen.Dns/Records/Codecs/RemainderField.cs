using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>What the codecs of octets up to the end of the rdata share: all but their text.</summary>
internal abstract class RemainderField : OctetsField
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position <= end ? end : scan.Fail(FormatErrorKind.Rdata, position);

    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end) => Copy(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte> value) => writer.WriteOctets(value.Span);
}
