namespace Nomen.Dns.Transports;

/// <summary>What a signature check says about a reply.</summary>
public enum ProtectionVerdict
{
    /// <summary>Genuine.</summary>
    Accept,

    /// <summary>Not proven genuine: a mismatch; keep waiting.</summary>
    Mismatch,

    /// <summary>Genuine, or as the protocol allows: the peer says that it does not accept our signature. Ends the attempt.</summary>
    PeerRefused,
}
