using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>When UDP gives way to a stream, and what is remembered of an upstream.</summary>
public sealed record DatagramStreamTransportOptions
{
    /// <summary>Time for one request at this upstream, UDP and stream together. Default 5 s; 1 ms to 600 s.</summary>
    /// <remarks>The deadline of the query (<see cref="QueryContext"/>) holds when it is earlier.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Time without a usable response over UDP, after which the stream is asked instead. Default null: never; 1 ms to 600 s, below <see cref="Timeout"/>.</summary>
    /// <remarks>Finds servers behind something that drops UDP or its fragments; costs a connection to every server that is dead.</remarks>
    public TimeSpan? StreamAfter
    {
        get;
        init => field = value is { } time ? Limit.InRange(time, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600)) : null;
    }

    /// <summary>Whether an upstream that refuses EDNS is asked again without it. Default true. RFC 6891 section 7.</summary>
    /// <remarks>Off shows the refusal itself, which is what a diagnostic tool wants; others then get no answer from very old servers.</remarks>
    public bool EdnsFallback { get; init; } = true;

    /// <summary>How long an upstream that refuses EDNS is asked without it. Default 15 min; 1 s to 15 min. RFC 6891 section 7.</summary>
    /// <remarks>Requests with DO, and those that have no OPT, are never changed. Shorter notices an upgraded server sooner, at the price of a failed request each time.</remarks>
    public TimeSpan EdnsMemory
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
    } = TimeSpan.FromMinutes(15);

    /// <summary>Whether IXFR is tried over UDP before the stream. Default true. RFC 1995 section 2.</summary>
    /// <remarks>Most often a secondary asks and nothing has changed: one datagram says so. Off, each IXFR costs a connection, and is private where the stream is TLS.</remarks>
    public bool DatagramIxfr { get; init; } = true;
}
