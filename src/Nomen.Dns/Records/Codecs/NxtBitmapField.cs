using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The type bit map of NXT, up to the end of the rdata (RFC 2535 section 5.2).</summary>
internal sealed class NxtBitmapField : IVariableField<NxtBitmap>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => RemainderField.Validate(message, position, end, ref scan);

    public static NxtBitmap Read(ReadOnlySpan<byte> message, ref int position, int end) => new(OctetsField.Copy(message, ref position, end));

    public static void Write(ref DnsMessageWriter writer, NxtBitmap value) => writer.WriteOctets(value.Wire);

    public static NxtBitmap Parse(RdataTextReader reader, string expected)
    {
        List<DnsType> types = [];
        while (!reader.AtEnd)
        {
            DnsType type = reader.ReadType();
            types.Add((int)type is > 0 and < NxtBitmap.MaxLength * 8 ? type : throw reader.Error("a type from 1 to 127"));
        }

        return new NxtBitmap(types);
    }

    public static void Print(RdataTextWriter writer, NxtBitmap value)
    {
        foreach (DnsType type in value)
        {
            writer.WriteToken(type.ToMnemonic());
        }
    }

    public static NxtBitmap Check(NxtBitmap value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    public static string? FindFlaw(NxtBitmap value) => value.FindFlaw();
}
