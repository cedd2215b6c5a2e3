using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The error of TSIG and TKEY: an extended response code, in which 16 is BADSIG (RFC 8945 section 3).</summary>
internal sealed class TsigErrorField : IRdataField<Rcode>
{
    public const int Size = 2;

    private static readonly MnemonicTable Mnemonics = new(
        ("NOERROR", 0), ("FORMERR", 1), ("SERVFAIL", 2), ("NXDOMAIN", 3), ("NOTIMP", 4), ("REFUSED", 5), ("NOTAUTH", 9), ("BADSIG", 16), ("BADVERS", 16),
        ("BADKEY", 17), ("BADTIME", 18), ("BADMODE", 19), ("BADNAME", 20), ("BADALG", 21), ("BADTRUNC", 22));

    public static Rcode Read(ReadOnlySpan<byte> message, ref int position, int end) => (Rcode)UInt16Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, Rcode value) => writer.WriteUInt16((ushort)value);

    public static Rcode Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return Mnemonics.TryParse(token, ushort.MaxValue, out int value) ? (Rcode)value : throw reader.Error($"{expected}: a number from 0 to 65535 or its mnemonic");
    }

    public static void Print(RdataTextWriter writer, Rcode value) => writer.WriteNumber((ushort)value);
}
