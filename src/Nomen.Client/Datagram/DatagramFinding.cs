namespace Nomen.Client.Datagram;

/// <summary>What a datagram is to the transmission it came for.</summary>
internal enum DatagramFinding
{
    /// <summary>Nothing: too short, no response, or unreadable. Dropped (docs/threats.md A5).</summary>
    Noise,

    /// <summary>A response from the right address with a wrong ID, opcode or question: a guess, perhaps. Dropped, and counted (RFC 5452 section 9.2).</summary>
    NearMiss,

    /// <summary>The response, but for the client cookie, which is not the one that was sent. Dropped, and counted with the near misses (RFC 7873 section 5.3).</summary>
    WrongCookie,

    /// <summary>The response, but without a cookie, from a server known to send them: suspect (RFC 7873 section 5.3).</summary>
    CookieMissing,

    /// <summary>BADCOOKIE: the server wants the cookie that it sends with this.</summary>
    BadCookie,

    /// <summary>FORMERR to a request with a cookie, from a server not known to have any: perhaps it does not understand the option.</summary>
    CookieRefused,

    /// <summary>The response, truncated or not.</summary>
    Answer,

    /// <summary>A response cut so short that only its header and question can be read.</summary>
    Fragment,

    /// <summary>The response, but for the letter case of its question.</summary>
    CaseDiffers,

    /// <summary>A bare error: ends the transmission, and is the response if nothing better comes.</summary>
    Refusal,

    /// <summary>The response but for its signature, which does not hold. Dropped, and counted (RFC 8945 section 5.4).</summary>
    BadSignature,

    /// <summary>A peer that refuses our signature, without proof: the response if nothing better comes soon.</summary>
    SignatureRefusal,
}
