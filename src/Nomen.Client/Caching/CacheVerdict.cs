namespace Nomen.Client.Caching;

/// <summary>Whether a response is kept, as what, and for how long.</summary>
/// <param name="Reason">Why it is not kept.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Lifetime">Seconds that it is fresh.</param>
/// <param name="DeniesQuestionName">Whether it is an NXDOMAIN for the very name asked about, with no alias before it (RFC 8020).</param>
internal readonly record struct CacheVerdict(NotCached Reason, CacheEntryKind Kind = default, uint Lifetime = 0, bool DeniesQuestionName = false)
{
    /// <summary>Whether it is kept.</summary>
    public bool IsKept => Reason == NotCached.Kept;
}
