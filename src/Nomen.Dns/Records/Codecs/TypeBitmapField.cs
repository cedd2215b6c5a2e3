using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A type bitmap up to the end of the rdata; may be empty (RFC 4034 section 4.1.2, RFC 5155 section 3.2.1).</summary>
internal sealed class TypeBitmapField : IVariableField<TypeBitmap>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        int start = position;
        while (end - position >= 2 && message[position + 1] <= TypeBitmap.MaxWindow)
        {
            position += 2 + message[position + 1];
        }

        return position == end ? end : scan.Fail(FormatErrorKind.Rdata, start);
    }

    public static TypeBitmap Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        ReadOnlyMemory<byte> octets = OctetsField.Copy(message, ref position, end);
        return octets.IsEmpty ? TypeBitmap.Empty : new TypeBitmap(octets);
    }

    public static void Write(ref DnsMessageWriter writer, TypeBitmap value) => writer.WriteOctets(value.Wire);

    public static TypeBitmap Parse(RdataTextReader reader, string expected)
    {
        List<DnsType> types = [];
        while (!reader.AtEnd)
        {
            types.Add(reader.ReadType());
        }

        return new TypeBitmap(types);
    }

    public static void Print(RdataTextWriter writer, TypeBitmap value)
    {
        foreach (DnsType type in value)
        {
            writer.WriteToken(type.ToMnemonic());
        }
    }

    public static TypeBitmap Check(TypeBitmap value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    public static string? FindFlaw(TypeBitmap value) => value.FindFlaw();
}
