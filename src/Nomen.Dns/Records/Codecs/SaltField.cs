using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A salt behind a length octet, in hexadecimal digits, or <c>-</c> when it is empty (RFC 5155 section 3.3).</summary>
internal sealed class SaltField : ShortOctetsField, IVariableField<ReadOnlyMemory<byte>>
{
    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        if (reader.Peek(out bool quoted) is "-" && !quoted)
        {
            reader.ReadToken(expected);
            return default;
        }

        byte[] octets = reader.ReadHex(expected);
        return octets.Length is > 0 and <= byte.MaxValue ? octets : throw reader.Error($"{expected} of at most 255 octets, or -");
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            writer.WriteToken("-");
        }
        else
        {
            writer.WriteHex(value.Span);
        }
    }
}
