namespace Nomen.Client.Caching;

/// <summary>How a look-up ended; the values index the counters.</summary>
internal enum CacheResult
{
    /// <summary>Answered from memory.</summary>
    Hit,

    /// <summary>The upstream was asked.</summary>
    Miss,

    /// <summary>Answered from memory, past the time to live (RFC 8767).</summary>
    Stale,

    /// <summary>Answered from a proof about another name (RFC 8020, RFC 8198).</summary>
    Synthesized,

    /// <summary>Answered with a failure that is remembered (RFC 9520).</summary>
    Failure,

    /// <summary>Waits for a question to the upstream that was under way already.</summary>
    Joined,
}
