using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>AMTRELAY: one octet holds the discovery bit and the type of the relay (RFC 8777 section 4).</summary>
internal sealed class AmtrelayForm : IWireForm<AmtrelayData>, ITextForm<AmtrelayData>
{
    private const int HeadLength = 2;
    private const int DiscoveryBit = 0x80;
    private const int TypeMask = 0x7f;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => end - position < HeadLength
        ? scan.Fail(FormatErrorKind.Rdata, position)
        : GatewayCodec.Validate((GatewayType)(message[position + 1] & TypeMask), message, position + HeadLength, end, ref scan);

    public static AmtrelayData Read(ReadOnlySpan<byte> message, int position, int end)
    {
        byte precedence = message[position];
        byte flags = message[position + 1];
        position += HeadLength;
        return new AmtrelayData(precedence, (flags & DiscoveryBit) != 0, GatewayCodec.Read((GatewayType)(flags & TypeMask), message, ref position, end));
    }

    public static void Write(ref DnsMessageWriter writer, AmtrelayData value)
    {
        writer.WriteByte(value.Precedence);
        writer.WriteByte((byte)((value.DiscoveryOptional ? DiscoveryBit : 0) | (byte)value.Relay.Type));
        GatewayCodec.Write(ref writer, value.Relay);
    }

    public static AmtrelayData Parse(RdataTextReader reader)
    {
        byte precedence = reader.ReadUInt8("precedence");
        bool optional = reader.ReadToken("0 or 1 for the discovery bit") switch
        {
            "0" => false,
            "1" => true,
            _ => throw reader.Error("0 or 1 for the discovery bit"),
        };
        GatewayType type = (GatewayType)reader.ReadUInt8("relay type");
        return new AmtrelayData(precedence, optional, GatewayCodec.Parse(type, reader));
    }

    public static void Print(RdataTextWriter writer, AmtrelayData value)
    {
        writer.WriteNumber(value.Precedence);
        writer.WriteNumber(value.DiscoveryOptional ? 1UL : 0);
        writer.WriteNumber((byte)value.Relay.Type);
        GatewayCodec.Print(writer, value.Relay);
    }

    public static bool CanPrint(AmtrelayData value) => value.Relay.Type <= GatewayType.Name;
}
