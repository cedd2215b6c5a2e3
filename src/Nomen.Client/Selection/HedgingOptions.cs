using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>When one request goes to more than one upstream, and which answers are waited out.</summary>
/// <remarks>Only requests with opcode QUERY are sent to several upstreams; of others the next upstream sees only what certainly never reached the one before.</remarks>
public sealed record HedgingOptions
{
    /// <summary>Response time expected of an upstream that has not answered yet. Default 300 ms; 1 ms to 10 s.</summary>
    /// <remarks>Shorter passes a dead first upstream over sooner, and asks a second one in vain when the first is far away.</remarks>
    public TimeSpan InitialEstimate
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    } = TimeSpan.FromMilliseconds(300);

    /// <summary>Least time before the next upstream is asked as well. Default 10 ms; 0 to 10 s; at most <see cref="MaxDelay"/>.</summary>
    /// <remarks>Keeps a pause of this process from doubling the load of upstreams that answer within a millisecond.</remarks>
    public TimeSpan MinDelay
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most time before the next upstream is asked as well, however slow the one before is known to be. Default 800 ms; 1 ms to 60 s; at least <see cref="MinDelay"/>.</summary>
    /// <remarks>Below a second, so that a server that just died is passed over within one.</remarks>
    public TimeSpan MaxDelay
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
    } = TimeSpan.FromMilliseconds(800);

    /// <summary>Most upstreams that one request is sent to, probes not counted. Default 5; 1 to 100.</summary>
    /// <remarks>1 turns hedging and failing over off. A name that fails everywhere costs this many requests.</remarks>
    public int MaxUpstreams
    {
        get;
        init => field = Limit.InRange(value, 1, 100);
    } = 5;

    /// <summary>Share of requests that also go to an upstream other than the best, to learn how it does. Default 0.05; 0 to 1.</summary>
    /// <remarks>More notices sooner that another upstream has become faster; each costs one more request, and one more server learns the name.</remarks>
    public double ProbeRate
    {
        get;
        init => field = Limit.InRange(value, 0, 1);
    } = 0.05;

    /// <summary>Head start of a probed upstream before the best one is asked too, as a multiple of the best one's expected time. Default 0: both at once; 0 to 10.</summary>
    /// <remarks>Above 0, a probe that answers in time saves the request to the best upstream, and one that does not has delayed the answer.</remarks>
    public double ProbeHeadStart
    {
        get;
        init => field = Limit.InRange(value, 0, 10);
    }

    /// <summary>Whether a transport's failure makes the next upstream be asked. Default true.</summary>
    /// <remarks>Off, the first failure is what the asker gets.</remarks>
    public bool DeferTransportErrors { get; init; } = true;

    /// <summary>Whether REFUSED makes the next upstream be asked. Default true.</summary>
    /// <remarks>Off for upstreams that refuse on purpose, such as filters, whose refusals are to be final.</remarks>
    public bool DeferRefused { get; init; } = true;

    /// <summary>Whether SERVFAIL makes the next upstream be asked. Default true.</summary>
    /// <remarks>
    /// A validating upstream says SERVFAIL of a bogus answer, and the next one may not validate: validate above this layer, turn this
    /// off, or use only upstreams that validate.
    /// </remarks>
    public bool DeferServFail { get; init; } = true;
}
