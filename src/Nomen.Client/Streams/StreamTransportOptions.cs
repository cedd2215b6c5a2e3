using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Limits and timers of one stream connection.</summary>
public sealed record StreamTransportOptions
{
    /// <summary>Time from sending a request to its response. Default 5 s; 1 ms to 600 s. RFC 7766 section 6.2.3.</summary>
    /// <remarks>
    /// Each request has a deadline of its own, which other traffic does not move; the deadline of the query (<see cref="QueryContext"/>)
    /// holds when it is earlier. A request that has to wait for a place waits at most this long as well.
    /// </remarks>
    public TimeSpan ResponseTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Time that a zone transfer waits for its next complete message. Default 10 s; 1 ms to 600 s. RFC 5936 section 4.</summary>
    /// <remarks>A peer that trickles octets without completing a message gains nothing. Longer suits servers that prepare large zones slowly.</remarks>
    public TimeSpan TransferTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection with nothing outstanding stays open. Default 10 s; 0 (close as soon as nothing is outstanding) to 3,600 s. RFC 7766 section 6.2.3.</summary>
    /// <remarks>Longer saves handshakes and holds a socket here and at the server. The server's edns-tcp-keepalive answer replaces it.</remarks>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(3600));
    } = TimeSpan.FromSeconds(10);

    /// <summary>Whether to offer edns-tcp-keepalive once on each connection, with the first request that has an OPT. Default true. RFC 7828 section 3.2.1.</summary>
    /// <remarks>Without it the server keeps its own idle time to itself, and may close while a request is on its way.</remarks>
    public bool OfferKeepalive { get; init; } = true;

    /// <summary>The most that a server's edns-tcp-keepalive answer may set the idle timeout to. Default 120 s; 0 to 3,600 s. RFC 7828 section 3.4.</summary>
    /// <remarks>A server could otherwise make every client hold its socket for 109 minutes.</remarks>
    public TimeSpan KeepaliveLimit
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(3600));
    } = TimeSpan.FromSeconds(120);

    /// <summary>Requests under way at the same time. Default 100; 1 to 32,768. RFC 7766 section 6.2.1.1.</summary>
    /// <remarks>More lets a busy resolver use one connection; a server may limit what it works on, and answer the rest late.</remarks>
    public int MaxInFlight
    {
        get;
        init => field = Limit.InRange(value, 1, 32_768);
    } = 100;

    /// <summary>Requests that may wait for a place when <see cref="MaxInFlight"/> are under way, first come, first served. Default 1,000; 0 to 10,000.</summary>
    /// <remarks>One more fails with <see cref="Dns.Errors.TransportFailure.Overloaded"/> at once: better than a time-out later.</remarks>
    public int QueueLimit
    {
        get;
        init => field = Limit.InRange(value, 0, 10_000);
    } = 1_000;

    /// <summary>Octets to whose multiple requests are padded, over TLS only. Default 128; 0 (no padding) to 4,096. RFC 7830, RFC 8467 section 4.1.</summary>
    /// <remarks>Hides the length of names from those who see the encrypted connection. Requests without EDNS are not padded.</remarks>
    public int PaddingBlock
    {
        get;
        init => field = Limit.InRange(value, 0, 4_096);
    } = 128;
}
