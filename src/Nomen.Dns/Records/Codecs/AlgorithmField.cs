using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A DNSSEC algorithm; text may have its mnemonic (RFC 4034 section 2.2).</summary>
internal sealed class AlgorithmField : IRdataField<DnssecAlgorithm>
{
    public const int Size = 1;

    public static DnssecAlgorithm Read(ReadOnlySpan<byte> message, ref int position, int end) => (DnssecAlgorithm)message[position++];

    public static void Write(ref DnsMessageWriter writer, DnssecAlgorithm value) => writer.WriteByte((byte)value);

    public static DnssecAlgorithm Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return DnssecAlgorithmText.TryParse(token, out DnssecAlgorithm algorithm) ? algorithm : throw reader.Error($"{expected}: a number from 0 to 255 or its mnemonic");
    }

    public static void Print(RdataTextWriter writer, DnssecAlgorithm value) => writer.WriteNumber((byte)value);
}
