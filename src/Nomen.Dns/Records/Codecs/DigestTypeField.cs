using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The digest of a DS; text may have its mnemonic.</summary>
internal sealed class DigestTypeField : IRdataField<DsDigestType>
{
    public const int Size = 1;

    private static readonly MnemonicTable Mnemonics = new(
        ("SHA-1", 1), ("SHA1", 1), ("SHA-256", 2), ("SHA256", 2), ("GOST", 3), ("SHA-384", 4), ("SHA384", 4), ("GOST12", 5), ("SM3", 6));

    public static DsDigestType Read(ReadOnlySpan<byte> message, ref int position, int end) => (DsDigestType)message[position++];

    public static void Write(ref DnsMessageWriter writer, DsDigestType value) => writer.WriteByte((byte)value);

    public static DsDigestType Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return Mnemonics.TryParse(token, byte.MaxValue, out int value) ? (DsDigestType)value : throw reader.Error($"{expected}: a number from 0 to 255 or its mnemonic");
    }

    public static void Print(RdataTextWriter writer, DsDigestType value) => writer.WriteNumber((byte)value);
}
