namespace Nomen.Dns.Transports;

/// <summary>Kinds of work that one client query may cause, each with a share of the one budget.</summary>
public enum WorkKind
{
    /// <summary>A request sent to an upstream, retries included.</summary>
    UpstreamSend,

    /// <summary>A signature verified.</summary>
    SignatureCheck,

    /// <summary>An NSEC3 hash computed.</summary>
    Nsec3Hash,

    /// <summary>A CNAME or DNAME followed.</summary>
    Alias,
}
