namespace Nomen.Client.Caching;

/// <summary>What the store has for a question; each part is null when there is none.</summary>
/// <param name="Fresh">The best answer that is fresh; then the others are null.</param>
/// <param name="Failure">A failure that still counts (RFC 9520).</param>
/// <param name="Stale">The best answer past its lifetime, for serving stale (RFC 8767).</param>
internal readonly record struct CacheLookup(byte[]? Fresh, byte[]? Failure, byte[]? Stale)
{
    /// <summary>Over 0 when what was found is to be refreshed in the background: its hits so far. Told once in a second.</summary>
    public int Refresh { get; init; }
}
