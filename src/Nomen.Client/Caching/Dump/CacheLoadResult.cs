namespace Nomen.Client.Caching.Dump;

/// <summary>What became of the entries of a dump.</summary>
public sealed record CacheLoadResult
{
    /// <summary>Entries that the cache took. It may have evicted some at once to stay within its bound, or have kept newer ones that it had.</summary>
    public required long Loaded { get; init; }

    /// <summary>Entries past their lifetime.</summary>
    public required long Expired { get; init; }

    /// <summary>Entries that this cache, with its options, would not have kept, or has forgotten by a flush meanwhile.</summary>
    public required long LeftOut { get; init; }
}
