using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>IPSECKEY: the type of the gateway stands before the algorithm, the gateway behind it (RFC 4025 sections 2 and 3).</summary>
internal sealed class IpseckeyForm : IWireForm<IpseckeyData>, ITextForm<IpseckeyData>
{
    private const int HeadLength = 3;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        if (end - position < HeadLength)
        {
            return scan.Fail(FormatErrorKind.Rdata, position);
        }

        int gateway = GatewayCodec.Validate((GatewayType)message[position + 1], message, position + HeadLength, end, ref scan);
        return gateway < 0 ? -1 : RemainderField.Validate(message, gateway, end, ref scan);
    }

    public static IpseckeyData Read(ReadOnlySpan<byte> message, int position, int end)
    {
        byte precedence = message[position];
        GatewayType type = (GatewayType)message[position + 1];
        byte algorithm = message[position + 2];
        position += HeadLength;
        Gateway gateway = GatewayCodec.Read(type, message, ref position, end);
        return new IpseckeyData(precedence, algorithm, gateway, OctetsField.Copy(message, ref position, end));
    }

    public static void Write(ref DnsMessageWriter writer, IpseckeyData value)
    {
        writer.WriteByte(value.Precedence);
        writer.WriteByte((byte)value.Gateway.Type);
        writer.WriteByte(value.Algorithm);
        GatewayCodec.Write(ref writer, value.Gateway);
        writer.WriteOctets(value.PublicKey.Span);
    }

    public static IpseckeyData Parse(RdataTextReader reader)
    {
        byte precedence = reader.ReadUInt8("precedence");
        GatewayType type = (GatewayType)reader.ReadUInt8("gateway type");
        byte algorithm = reader.ReadUInt8("algorithm");
        Gateway gateway = GatewayCodec.Parse(type, reader);
        return new IpseckeyData(precedence, algorithm, gateway, reader.ReadBase64ToEnd("public key"));
    }

    public static void Print(RdataTextWriter writer, IpseckeyData value)
    {
        writer.WriteNumber(value.Precedence);
        writer.WriteNumber((byte)value.Gateway.Type);
        writer.WriteNumber(value.Algorithm);
        GatewayCodec.Print(writer, value.Gateway);
        writer.WriteBase64ToEnd(value.PublicKey.Span);
    }

    public static bool CanPrint(IpseckeyData value) => value.Gateway.Type <= GatewayType.Name;
}
