namespace Nomen.Dns.Records;

/// <summary>Form of a gateway or relay (IANA "IPSECKEY Gateway Type Field", RFC 4025 section 2.3; RFC 8777 section 4.2.3).</summary>
public enum GatewayType : byte
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>An IPv4 address.</summary>
    IPv4 = 1,

    /// <summary>An IPv6 address.</summary>
    IPv6 = 2,

    /// <summary>A domain name, uncompressed.</summary>
    Name = 3,
}
