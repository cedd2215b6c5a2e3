namespace Nomen.Dns.Transports;

/// <summary>What a signature check says about a reply.</summary>
public enum ProtectionVerdict
{
    /// <summary>Genuine.</summary>
    Accept,

    /// <summary>Not proven genuine: a mismatch; keep waiting.</summary>
    Mismatch,

    /// <summary>
    /// The peer says, without proof, that it does not accept our signature (BADKEY, BADSIG): anybody may have sent it. A datagram of this kind is the
    /// response only when no genuine one follows it soon (RFC 8945 section 5.4); on a connection it is the response. One with proof is accepted.
    /// </summary>
    PeerRefused,
}
