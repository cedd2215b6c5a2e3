namespace Nomen.Client.Datagram.Cookies;

/// <summary>What the cookie of a reply says (RFC 7873 section 5.3).</summary>
internal enum CookieFinding
{
    /// <summary>Nothing against the reply: our client cookie is there, or none was sent, or the server is not known to have cookies.</summary>
    Fine,

    /// <summary>Another client cookie than was sent, or an illegal length: not from the server that was asked.</summary>
    Wrong,

    /// <summary>No cookie, from a server known to send them.</summary>
    Missing,
}
