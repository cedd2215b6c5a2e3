namespace Nomen.Client.Tls;

/// <summary>What a client insists on before it sends a query over TLS (RFC 8310 section 5).</summary>
public enum PrivacyProfile
{
    /// <summary>The server must prove who it is: its certificate, its key, or both. Else nothing is sent.</summary>
    Strict,

    /// <summary>
    /// What can be checked is checked and logged, and the connection is used in any case: nobody reads along, but the peer may
    /// be anybody. Clear text is another step, which <see cref="OpportunisticTransport"/> takes.
    /// </summary>
    Opportunistic,
}
