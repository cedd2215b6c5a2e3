using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Answers past their lifetime, for when no fresh one can be had in time (RFC 8767).</summary>
/// <remarks>
/// Answers and denials are served so; failures, referrals, what a validator found Bogus and what the upstream has replaced since never are.
/// The response tells it by its source, by a TTL of <see cref="Ttl"/> and by an extended error, 3 or for NXDOMAIN 19 (RFC 8914).
/// </remarks>
public sealed record ServeStaleOptions
{
    /// <summary>How long past its lifetime an answer may be served. Default 1 day; 1 s to 3 days. RFC 8767 section 5, "maximum stale timer".</summary>
    /// <remarks>Longer outages are bridged, with older data; what is past its lifetime takes memory as long as nothing else needs it.</remarks>
    public TimeSpan MaxStale
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3));
    } = TimeSpan.FromDays(1);

    /// <summary>How long an asker waits for a fresh answer before it gets the stale one. Default 1.8 s; 0 to 10 s. RFC 8767 section 5, "client response timer".</summary>
    /// <remarks>
    /// Below the 2 s after which most stub resolvers ask again or elsewhere. An asker whose own deadline is near waits nine tenths of what is left.
    /// 0 answers at once and refreshes in the background: the fastest, and whoever asks first after a long pause gets old data though new could be had.
    /// </remarks>
    public TimeSpan ClientWait
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    } = TimeSpan.FromSeconds(1.8);

    /// <summary>How long, after a refresh failed, stale answers are served without trying again. Default 30 s; 1 s to 300 s. RFC 8767 section 5, "failure recheck timer".</summary>
    /// <remarks>Failures in a row that are remembered for longer (<see cref="CacheTransportOptions.FailureTtl"/>, RFC 9520) hold for longer here as well.</remarks>
    public TimeSpan FailureRecheck
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));
    } = TimeSpan.FromSeconds(30);

    /// <summary>TTL that records of a stale answer show, or their own when that was lower. Default 30 s; 1 s to 300 s. RFC 8767 section 4.</summary>
    /// <remarks>As long, whoever caches the answer does not ask again, and does not see that fresh data is back.</remarks>
    public TimeSpan Ttl
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));
    } = TimeSpan.FromSeconds(30);
}
