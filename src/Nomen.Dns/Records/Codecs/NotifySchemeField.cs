using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>How a DSYNC target is told, a number or <c>NOTIFY</c> (RFC 9859 section 2.1).</summary>
internal sealed class NotifySchemeField : IRdataField<byte>
{
    public const int Size = 1;

    private static readonly MnemonicTable Mnemonics = new(("NOTIFY", 1));

    public static byte Read(ReadOnlySpan<byte> message, ref int position, int end) => message[position++];

    public static void Write(ref DnsMessageWriter writer, byte value) => writer.WriteByte(value);

    public static byte Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return Mnemonics.TryParse(token, byte.MaxValue, out int value) ? (byte)value : throw reader.Error($"{expected}: a number from 0 to 255 or NOTIFY");
    }

    public static void Print(RdataTextWriter writer, byte value)
    {
        if (Mnemonics.Find(value) is string name)
        {
            writer.WriteToken(name);
        }
        else
        {
            writer.WriteNumber(value);
        }
    }
}
