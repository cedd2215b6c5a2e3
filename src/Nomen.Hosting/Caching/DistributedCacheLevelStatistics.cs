namespace Nomen.Hosting.Caching;

/// <summary>Figures of a second level since it was made.</summary>
public sealed record DistributedCacheLevelStatistics
{
    /// <summary>Answers written.</summary>
    public required long Written { get; init; }

    /// <summary>Answers that the store did not take, or not in time.</summary>
    public required long WriteFailures { get; init; }

    /// <summary>Answers not written: the queue was full, the value too large or too old, the store left alone or busy.</summary>
    public required long Dropped { get; init; }

    /// <summary>Look-ups that the store did not answer, or not in time.</summary>
    public required long ReadFailures { get; init; }

    /// <summary>Look-ups for which the store was not asked: it was left alone or busy.</summary>
    public required long Skipped { get; init; }

    /// <summary>Values that were not used: too large, of another form, or without the right signature.</summary>
    public required long Rejected { get; init; }

    /// <summary>Operations under way, those included that nobody waits for any more.</summary>
    public required int Operations { get; init; }
}
