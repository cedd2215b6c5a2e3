namespace Nomen.Client.Caching;

/// <summary>Figures of a cache since it was made, taken at one moment.</summary>
public sealed record CacheStatistics
{
    /// <summary>Requests answered from memory.</summary>
    public required long Hits { get; init; }

    /// <summary>Requests for which the upstream was asked.</summary>
    public required long Misses { get; init; }

    /// <summary>Requests answered past the time to live (RFC 8767).</summary>
    public required long Stale { get; init; }

    /// <summary>Requests answered from proofs about other names (RFC 8020, RFC 8198).</summary>
    public required long Synthesized { get; init; }

    /// <summary>Requests answered with a remembered failure (RFC 9520).</summary>
    public required long Failures { get; init; }

    /// <summary>Requests that waited for a question under way already.</summary>
    public required long Joined { get; init; }

    /// <summary>Questions to the upstream that nobody waited for: to refresh what was near its end or past it, and to keep names warm.</summary>
    public required long Refreshes { get; init; }

    /// <summary>Of the misses, those that the second level answered, so that the upstream was not asked.</summary>
    public required long SecondLevelHits { get; init; }

    /// <summary>Entries held, those past their lifetime included.</summary>
    public required long Entries { get; init; }

    /// <summary>Memory taken, in octets, the table included.</summary>
    public required long Bytes { get; init; }

    /// <summary>Entries thrown out for want of room.</summary>
    public required long Evictions { get; init; }

    /// <summary>Memory taken by proofs that answers are made from, in octets; not part of <see cref="Bytes"/> (RFC 8198).</summary>
    public long ProofBytes { get; init; }
}
