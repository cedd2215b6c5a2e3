using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A hashed owner name behind a length octet, 1 to 255 octets, in base 32 with the extended hex alphabet and no padding (RFC 5155 section 3.3).</summary>
internal sealed class HashedNameField : ShortOctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static new int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        position < end && message[position] > 0 ? ShortOctetsField.Validate(message, position, end, ref scan) : scan.Fail(FormatErrorKind.Rdata, position);

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        byte[] octets = reader.ReadBase32Hex(expected);
        return octets.Length is > 0 and <= byte.MaxValue ? octets : throw reader.Error($"{expected} of 1 to 255 octets in base 32");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase32Hex(value.Span);

    public static new ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.IsEmpty ? throw new ArgumentException("A hashed name has 1 to 255 octets.", name) : ShortOctetsField.Check(value, name);
}
