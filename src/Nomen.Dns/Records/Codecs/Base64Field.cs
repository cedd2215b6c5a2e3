using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Octets up to the end of the rdata, in base64 that blanks may split.</summary>
internal sealed class Base64Field : IRdataField<ReadOnlyMemory<byte>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position <= end ? end : scan.Fail(FormatErrorKind.Rdata, position);

    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end) => Octets.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, ReadOnlyMemory<byte> value) => writer.WriteOctets(value.Span);

    public static bool Equal(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public static void AddHash(ref HashCode hash, ReadOnlyMemory<byte> value) => hash.AddBytes(value.Span);
}
