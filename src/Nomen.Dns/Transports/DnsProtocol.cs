namespace Nomen.Dns.Transports;

/// <summary>What carried a message.</summary>
public enum DnsProtocol : byte
{
    /// <summary>Nothing: the answer was made in this process.</summary>
    None,

    /// <summary>UDP (RFC 1035 section 4.2.1).</summary>
    Udp,

    /// <summary>TCP (RFC 7766).</summary>
    Tcp,

    /// <summary>TLS (RFC 7858).</summary>
    Tls,

    /// <summary>HTTPS (RFC 8484).</summary>
    Https,

    /// <summary>QUIC (RFC 9250).</summary>
    Quic,
}
