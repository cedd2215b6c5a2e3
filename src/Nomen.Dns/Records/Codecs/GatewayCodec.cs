using System.Net;
using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A gateway whose type stands apart from it (RFC 4025 section 2.5, RFC 8777 section 4.2.4).</summary>
internal static class GatewayCodec
{
    /// <summary>Checks the gateway; one of an unknown type takes all there is, since only its type tells its length.</summary>
    public static int Validate(GatewayType type, ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => type switch
    {
        GatewayType.None => position,
        GatewayType.IPv4 => end - position >= IPv4Field.Size ? position + IPv4Field.Size : scan.Fail(FormatErrorKind.Rdata, position),
        GatewayType.IPv6 => end - position >= IPv6Field.Size ? position + IPv6Field.Size : scan.Fail(FormatErrorKind.Rdata, position),
        GatewayType.Name => NameScan.Validate(message, position, ref scan),
        _ => end,
    };

    public static Gateway Read(GatewayType type, ReadOnlySpan<byte> message, ref int position, int end) => type switch
    {
        GatewayType.None => Gateway.None,
        GatewayType.IPv4 => Gateway.FromAddress(IPv4Field.Read(message, ref position, end)),
        GatewayType.IPv6 => Gateway.FromAddress(IPv6Field.Read(message, ref position, end)),
        GatewayType.Name => Gateway.FromName(NameScan.Read(message, ref position)),
        _ => Gateway.FromOctets(type, OctetsField.Copy(message, ref position, end)),
    };

    public static void Write(ref DnsMessageWriter writer, Gateway value)
    {
        if (value.Address is IPAddress address)
        {
            Span<byte> octets = stackalloc byte[IPv6Field.Size];
            _ = address.TryWriteBytes(octets, out int length);
            writer.WriteOctets(octets[..length]);
        }
        else if (value.Name is DomainName name)
        {
            writer.WriteName(name, compressible: false);
        }
        else
        {
            writer.WriteOctets(value.Octets.Span);
        }
    }

    public static Gateway Parse(GatewayType type, RdataTextReader reader)
    {
        switch (type)
        {
            case GatewayType.None:
                return reader.ReadToken("\".\" for no gateway") is "." ? Gateway.None : throw reader.Error("\".\" for no gateway");
            case GatewayType.IPv4:
                return Gateway.FromAddress(IPv4Field.Parse(reader, "gateway"));
            case GatewayType.IPv6:
                return Gateway.FromAddress(IPv6Field.Parse(reader, "gateway"));
            case GatewayType.Name:
                return Gateway.FromName(reader.ReadName("a gateway's name"));
            default:
                throw reader.Error("a gateway type from 0 to 3");
        }
    }

    public static void Print(RdataTextWriter writer, Gateway value)
    {
        if (value.Name is DomainName name)
        {
            writer.WriteName(name);
        }
        else
        {
            writer.WriteToken(value.ToString());
        }
    }
}
