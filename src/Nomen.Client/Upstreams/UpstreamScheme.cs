namespace Nomen.Client.Upstreams;

/// <summary>How an upstream is asked.</summary>
public enum UpstreamScheme
{
    /// <summary><c>udp+tcp://</c>: UDP, and TCP when the response is truncated. Port 53. What no scheme means.</summary>
    UdpTcp,

    /// <summary><c>udp://</c>: UDP alone. Port 53.</summary>
    Udp,

    /// <summary><c>tcp://</c>: TCP alone. Port 53 (RFC 7766).</summary>
    Tcp,

    /// <summary><c>tls://</c>: DNS over TLS. Port 853 (RFC 7858).</summary>
    Tls,

    /// <summary><c>https://</c>: DNS over HTTPS, HTTP/2 at best. Port 443 (RFC 8484).</summary>
    Https,

    /// <summary><c>h3://</c>: DNS over HTTPS with HTTP/3 and nothing less. Port 443 (RFC 8484, RFC 9114).</summary>
    Http3,

    /// <summary><c>quic://</c>: DNS over QUIC. Port 853 (RFC 9250).</summary>
    Quic,
}
