using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>What a CERT record holds, a number or a mnemonic (RFC 4398 section 2.1).</summary>
internal sealed class CertificateTypeField : IRdataField<CertificateType>
{
    public const int Size = 2;

    private static readonly MnemonicTable Mnemonics = new(
        ("PKIX", 1), ("SPKI", 2), ("PGP", 3), ("IPKIX", 4), ("ISPKI", 5), ("IPGP", 6), ("ACPKIX", 7), ("IACPKIX", 8), ("URI", 253), ("OID", 254));

    public static CertificateType Read(ReadOnlySpan<byte> message, ref int position, int end) => (CertificateType)UInt16Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, CertificateType value) => writer.WriteUInt16((ushort)value);

    public static CertificateType Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return Mnemonics.TryParse(token, ushort.MaxValue, out int value) ? (CertificateType)value : throw reader.Error($"{expected}: a number from 0 to 65535 or its mnemonic");
    }

    public static void Print(RdataTextWriter writer, CertificateType value)
    {
        if (Mnemonics.Find((int)value) is string name)
        {
            writer.WriteToken(name);
        }
        else
        {
            writer.WriteNumber((ushort)value);
        }
    }
}
