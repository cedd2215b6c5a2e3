namespace Nomen.Client.Datagram;

/// <summary>How one exchange over UDP ended.</summary>
internal enum DatagramOutcomeKind
{
    /// <summary>A response that answers the request.</summary>
    Response,

    /// <summary>A response that was cut: TC was set, or the datagram was longer than the buffer. Its records are not to be used: ask over TCP (RFC 2181 section 9).</summary>
    Truncated,

    /// <summary>Too many replies with a wrong ID or question: somebody may be guessing. Ask over TCP (RFC 5452 section 9.2).</summary>
    NearMisses,

    /// <summary>A reply right in all but the letter case of its question: ask over TCP (0x20).</summary>
    CaseFolded,

    /// <summary>BADCOOKIE to the server's own cookie too; the response is there. Ask over TCP (RFC 7873 section 5.3).</summary>
    BadCookie,

    /// <summary>A reply without a cookie, from a server known to send them. Ask over TCP (RFC 7873 section 5.3).</summary>
    CookieMissing,

    /// <summary>The request does not fit a datagram that is sure not to be fragmented; nothing was sent. Ask over TCP.</summary>
    TooLarge,

    /// <summary>No response.</summary>
    Failed,
}
