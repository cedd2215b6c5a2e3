namespace Nomen.Dns.Edns;

/// <summary>Codes of EDNS options (IANA "DNS EDNS0 Option Codes"). Any 16-bit value is legal.</summary>
public enum EdnsOptionCode : ushort
{
    /// <summary>Long-lived queries (RFC 8764).</summary>
    Llq = 1,

    /// <summary>Update lease (RFC 9664).</summary>
    UpdateLease = 2,

    /// <summary>Name server identifier (RFC 5001).</summary>
    Nsid = 3,

    /// <summary>DNSSEC algorithms understood (RFC 6975).</summary>
    Dau = 5,

    /// <summary>DS digests understood (RFC 6975).</summary>
    Dhu = 6,

    /// <summary>NSEC3 hashes understood (RFC 6975).</summary>
    N3u = 7,

    /// <summary>Client subnet (RFC 7871).</summary>
    ClientSubnet = 8,

    /// <summary>EXPIRE (RFC 7314).</summary>
    Expire = 9,

    /// <summary>COOKIE (RFC 7873, RFC 9018).</summary>
    Cookie = 10,

    /// <summary>edns-tcp-keepalive (RFC 7828).</summary>
    TcpKeepalive = 11,

    /// <summary>Padding (RFC 7830).</summary>
    Padding = 12,

    /// <summary>CHAIN (RFC 7901).</summary>
    Chain = 13,

    /// <summary>edns-key-tag (RFC 8145).</summary>
    KeyTag = 14,

    /// <summary>Extended DNS error (RFC 8914).</summary>
    ExtendedError = 15,

    /// <summary>Client tag (draft-bellis-dnsop-edns-tags).</summary>
    ClientTag = 16,

    /// <summary>Server tag (draft-bellis-dnsop-edns-tags).</summary>
    ServerTag = 17,

    /// <summary>Report-Channel (RFC 9567).</summary>
    ReportChannel = 18,

    /// <summary>ZONEVERSION (RFC 9660).</summary>
    ZoneVersion = 19,
}
