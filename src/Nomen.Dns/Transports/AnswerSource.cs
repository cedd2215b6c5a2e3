namespace Nomen.Dns.Transports;

/// <summary>Where a response came from.</summary>
public enum AnswerSource : byte
{
    /// <summary>From an upstream, over the network.</summary>
    Network,

    /// <summary>From a cache, fresh.</summary>
    Cache,

    /// <summary>From a cache, past its time to live (RFC 8767).</summary>
    StaleCache,

    /// <summary>Made from cached proofs (RFC 8198).</summary>
    Synthesized,

    /// <summary>From the hosts file.</summary>
    HostsFile,

    /// <summary>From a zone in memory.</summary>
    Zone,

    /// <summary>Answered here because of its special name (RFC 6761), or by a policy.</summary>
    Local,
}
