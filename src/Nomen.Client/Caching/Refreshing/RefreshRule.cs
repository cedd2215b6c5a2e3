namespace Nomen.Client.Caching.Refreshing;

/// <summary>Which entries a look-up asks to refresh. The default: none.</summary>
/// <param name="IsOn">Whether anything is refreshed: entries near their end, or those served past it to askers who do not wait.</param>
/// <param name="LastPart">The share of its lifetime, at its end, in which a hit asks for a refresh; 0 for none.</param>
/// <param name="MinHits">Hits that an entry must have had for that.</param>
internal readonly record struct RefreshRule(bool IsOn, double LastPart, int MinHits)
{
    /// <summary>The rule of a cache.</summary>
    public static RefreshRule Of(CacheTransportOptions options) => new(
        IsOn: options.Prefetch is not null || options.ServeStale?.ClientWait == TimeSpan.Zero,
        LastPart: options.Prefetch?.WhenRemainingBelow ?? 0,
        MinHits: options.Prefetch?.MinHits ?? 0);

    /// <summary>Age at which the last part begins, in timestamps for each second of lifetime.</summary>
    /// <param name="frequency">Timestamps per second.</param>
    /// <returns>Twice the lifetime for none: an age that no fresh entry has.</returns>
    public long TicksOfSecond(long frequency) => LastPart == 0 ? 2 * frequency : (long)(frequency * (1 - LastPart));
}
