using System.Buffers.Binary;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>HIP: both lengths stand before the octets they count (RFC 8005 sections 5 and 6).</summary>
internal sealed class HipForm : IWireForm<HipData>, ITextForm<HipData>
{
    private const int HeadLength = 4;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        if (end - position < HeadLength)
        {
            return scan.Fail(FormatErrorKind.Rdata, position);
        }

        int names = position + HeadLength + message[position] + BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
        return names <= end ? NameListField.Validate(message, names, end, ref scan) : scan.Fail(FormatErrorKind.Rdata, position);
    }

    public static HipData Read(ReadOnlySpan<byte> message, int position, int end)
    {
        int tag = message[position];
        byte algorithm = message[position + 1];
        int key = BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
        position += HeadLength;
        return new HipData(
            algorithm,
            OctetsField.Copy(message, ref position, position + tag),
            OctetsField.Copy(message, ref position, position + key),
            NameListField.Read(message, ref position, end));
    }

    public static void Write(ref DnsMessageWriter writer, HipData value)
    {
        writer.WriteByte((byte)value.HostIdentityTag.Length);
        writer.WriteByte(value.PublicKeyAlgorithm);
        writer.WriteUInt16((ushort)value.PublicKey.Length);
        writer.WriteOctets(value.HostIdentityTag.Span);
        writer.WriteOctets(value.PublicKey.Span);
        NameListField.Write(ref writer, value.RendezvousServers);
    }

    public static HipData Parse(RdataTextReader reader)
    {
        byte algorithm = reader.ReadUInt8("public key algorithm");
        byte[] tag = reader.ReadHex("host identity tag");
        if (tag.Length is 0 or > byte.MaxValue)
        {
            throw reader.Error("a host identity tag of 1 to 255 octets");
        }

        return new HipData(algorithm, tag, reader.ReadBase64("public key"), NameListField.Parse(reader, "a rendezvous server"));
    }

    public static void Print(RdataTextWriter writer, HipData value)
    {
        writer.WriteNumber(value.PublicKeyAlgorithm);
        writer.WriteHex(value.HostIdentityTag.Span);
        writer.WriteBase64(value.PublicKey.Span);
        NameListField.Print(writer, value.RendezvousServers);
    }

    public static string? FindFlaw(HipData value) => value.HostIdentityTag.IsEmpty || value.PublicKey.IsEmpty ? "a host identity tag and a public key" : null;
}
