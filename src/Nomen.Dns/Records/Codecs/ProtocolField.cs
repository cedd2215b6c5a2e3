using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An IP protocol; text may have its name (RFC 1035 section 3.4.2).</summary>
internal sealed class ProtocolField : IRdataField<byte>
{
    public const int Size = 1;

    public static byte Read(ReadOnlySpan<byte> message, ref int position, int end) => message[position++];

    public static void Write(ref DnsMessageWriter writer, byte value) => writer.WriteByte(value);

    public static byte Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return ServiceNames.Protocols.TryParse(token, byte.MaxValue, out int value) ? (byte)value : throw reader.Error($"{expected}: a number from 0 to 255 or a name");
    }

    public static void Print(RdataTextWriter writer, byte value) => writer.WriteNumber(value);
}
