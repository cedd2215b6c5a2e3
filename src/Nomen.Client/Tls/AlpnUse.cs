namespace Nomen.Client.Tls;

/// <summary>What is made of the application protocol <c>dot</c> in the TLS handshake (RFC 7301; the name is RFC 9103's, section 7.1).</summary>
public enum AlpnUse
{
    /// <summary>Offered, and taken as it comes: many servers choose none.</summary>
    Offer,

    /// <summary>Offered, and the server must choose it: what zone transfers need (RFC 9103 section 7.1).</summary>
    Require,

    /// <summary>Not mentioned: for a server that ends the handshake over a name it does not know.</summary>
    Omit,
}
