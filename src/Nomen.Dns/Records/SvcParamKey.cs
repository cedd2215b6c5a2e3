namespace Nomen.Dns.Records;

/// <summary>Key of a service parameter (IANA "DNS SVCB Service Parameter Keys", RFC 9460 section 14.3). Any 16-bit value is legal on the wire.</summary>
public enum SvcParamKey : ushort
{
    /// <summary>Keys that a client must understand (RFC 9460 section 8).</summary>
    Mandatory = 0,

    /// <summary>Application protocols besides the default (RFC 9460 section 7.1).</summary>
    Alpn = 1,

    /// <summary>The default protocol is not offered (RFC 9460 section 7.1).</summary>
    NoDefaultAlpn = 2,

    /// <summary>Port of the service (RFC 9460 section 7.2).</summary>
    Port = 3,

    /// <summary>IPv4 addresses to try before the answer to an A query (RFC 9460 section 7.3).</summary>
    IPv4Hint = 4,

    /// <summary>Configurations of TLS Encrypted Client Hello (RFC 9848).</summary>
    Ech = 5,

    /// <summary>IPv6 addresses to try before the answer to an AAAA query (RFC 9460 section 7.3).</summary>
    IPv6Hint = 6,

    /// <summary>URI template of a DNS over HTTPS service (RFC 9461 section 5).</summary>
    DohPath = 7,

    /// <summary>The service is an Oblivious HTTP target (RFC 9540 section 4).</summary>
    Ohttp = 8,

    /// <summary>TLS groups that the server supports (draft-ietf-tls-key-share-prediction).</summary>
    TlsSupportedGroups = 9,
}
