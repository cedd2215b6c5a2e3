using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Bounds and rules of a cache of responses.</summary>
public sealed record CacheTransportOptions
{
    /// <summary>Most memory for entries and the table that finds them, in octets. Default 64 MiB; 64 KiB to 64 GiB.</summary>
    /// <remarks>A small answer takes some 130 octets, a signed one 500. When it is full, what was not used lately gives way.</remarks>
    public long MaxBytes
    {
        get;
        init => field = Limit.InRange(value, 64L << 10, 64L << 30);
    } = 64L << 20;

    /// <summary>Largest entry kept, in octets. Default 16,384; 512 to 131,072.</summary>
    /// <remarks>A larger response is passed on and not kept, so that a few zones with huge answers cannot fill the cache (CVE-2024-1737).</remarks>
    public int MaxEntryBytes
    {
        get;
        init => field = Limit.InRange(value, 512, 128 << 10);
    } = 16 << 10;

    /// <summary>Longest time that an answer is kept, whatever its TTL. Default 86,400 s (a day); 1 s to 604,800 s. RFC 8767 section 4.</summary>
    /// <remarks>TTLs shown are cut to it as well. Longer asks less, and holds on longer to what an attacker got in.</remarks>
    public TimeSpan MaxTtl
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
    } = TimeSpan.FromDays(1);

    /// <summary>Longest time that a denial (NXDOMAIN, NODATA) is kept. Default 3,600 s; 1 s to 86,400 s. RFC 2308 section 5.</summary>
    /// <remarks>A denial lives for the lowest of this, the TTL of its SOA record and that record's MINIMUM; without an SOA record it is not kept.</remarks>
    public TimeSpan MaxNegativeTtl
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    } = TimeSpan.FromHours(1);

    /// <summary>How long a failure is remembered at first; it doubles with each failure in a row, up to <see cref="MaxFailureTtl"/>. Default 5 s; 1 s to 300 s. RFC 9520 section 3.2.</summary>
    /// <remarks>Failures are response codes other than NOERROR and NXDOMAIN, and upstreams that do not answer. Trouble of this machine's own is not remembered.</remarks>
    public TimeSpan FailureTtl
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time that a failure is remembered. Default 300 s; 1 s to 300 s, and at least <see cref="FailureTtl"/>. RFC 9520 section 3.2 allows no more.</summary>
    public TimeSpan MaxFailureTtl
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));
    } = TimeSpan.FromSeconds(300);

    /// <summary>Whether truncated responses are kept. Default no. RFC 2181 section 9.</summary>
    /// <remarks>They hold less than the whole answer: only for an upstream that can never be asked over a stream. The TC flag is kept with them.</remarks>
    public bool CacheTruncated { get; init; }

    /// <summary>How the upstream is asked for DNSSEC records. Default <see cref="DnssecUpstream.AsAsked"/>.</summary>
    /// <remarks>Requests that forbid EDNS, and those for RRSIG, NSEC and NSEC3, always go as asked.</remarks>
    public DnssecUpstream Upstream
    {
        get;
        init => field = (DnssecUpstream)Limit.InRange((int)value, (int)DnssecUpstream.AsAsked, (int)DnssecUpstream.AlwaysDnssec);
    }

    /// <summary>When the NXDOMAIN of a name answers for everything below it. Default <see cref="NxDomainCut.WhenSecure"/>. RFC 8020.</summary>
    /// <remarks>Saves a question for each random name below one that does not exist. Unsigned denials are not trusted so far by default: some servers deny names that have others below them.</remarks>
    public NxDomainCut NxDomainCut
    {
        get;
        init => field = (NxDomainCut)Limit.InRange((int)value, (int)NxDomainCut.Never, (int)NxDomainCut.Always);
    } = NxDomainCut.WhenSecure;

    /// <summary>Time for one question to the upstream, shared by all who wait for it. Default 10 s; 1 ms to 600 s.</summary>
    /// <remarks>It has a deadline and a work budget of its own, since its askers come and go; each asker still leaves at the deadline of its own context.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(10);

    /// <summary>Whether equal requests that are in flight at the same time share one question to the upstream. Default yes. RFC 5452 section 5.</summary>
    /// <remarks>Off, a storm of equal requests becomes a storm of packets, and each packet a chance for a forger (CVE-2002-2211).</remarks>
    public bool JoinRequests { get; init; } = true;

    /// <summary>Refreshing answers before they expire, and questions to keep warm. Default null: nothing is asked before somebody asks it.</summary>
    /// <remarks>Nobody waits for popular names any more; the upstream gets some more questions.</remarks>
    public PrefetchOptions? Prefetch { get; init; }

    /// <summary>Answers past their lifetime while the upstream is slow or fails. Default null: none. RFC 8767.</summary>
    /// <remarks>Names go on to resolve through an outage, to data that may have changed.</remarks>
    public ServeStaleOptions? ServeStale { get; init; }

    /// <summary>A store that several caches share, asked before the upstream and told what it said. Default null: none.</summary>
    /// <remarks>
    /// What one instance has asked for, the others need not. Whoever can write to that store answers for you. It is not disposed with the cache, which may
    /// share it with others.
    /// </remarks>
    public ICacheSecondLevel? SecondLevel { get; init; }

    /// <summary>Most refreshes under way at the same time, of all kinds. Default 64; 1 to 10,000.</summary>
    /// <remarks>They never keep questions that somebody waits for from the upstream. 256 more wait for their turn, those with most hits first.</remarks>
    public int MaxRefreshes
    {
        get;
        init => field = Limit.InRange(value, 1, 10_000);
    } = 64;

    /// <summary>For which names the upstream is told the network of the client that asks. Default null: for none. RFC 7871.</summary>
    /// <remarks>
    /// Off, nothing is ever told of a client; a request with a client subnet of its own is passed on as it is, and neither looked up nor
    /// kept. On, answers take more room, one for each network, and those for one network only are not given on the fast path.
    /// </remarks>
    public ClientSubnetOptions? ClientSubnet { get; init; }

    /// <summary>Whether Secure proofs of what does not exist answer for other names as well, and within which bounds. Default null, no. RFC 8198.</summary>
    /// <remarks>
    /// Random names below a signed zone then cost the upstream next to nothing. Needs a validator underneath, and
    /// <see cref="Upstream"/> at <see cref="DnssecUpstream.AlwaysDnssec"/>. A name that appears is seen when the proof against it ends: after <see cref="MaxNegativeTtl"/> at the latest.
    /// </remarks>
    public AggressiveNsecOptions? AggressiveNsec { get; init; }
}
