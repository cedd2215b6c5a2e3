using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>How requests travel over QUIC (RFC 9250).</summary>
public sealed record QuicTransportOptions
{
    /// <summary>Name that the server's certificate must have; null for its address. Default null. RFC 9250 section 5.1.</summary>
    public string? ServerName { get; init; }

    /// <summary>Time for one request, connecting and repeating included. Default 5 s; 1 ms to 600 s.</summary>
    /// <remarks>The deadline of the query (<see cref="QueryContext"/>) holds when it is earlier.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Time that a zone transfer waits for its next complete message. Default 10 s; 1 ms to 600 s. RFC 9250 section 4.2.</summary>
    public TimeSpan TransferTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(10);

    /// <summary>Time for a connection to be established. Default 4 s; 10 ms to 60 s.</summary>
    /// <remarks>Shorter than the time of a request, so that the error says what took so long.</remarks>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(60));
    } = TimeSpan.FromSeconds(4);

    /// <summary>How long a connection without traffic stays open. Default 30 s; 1 s to 3,600 s. RFC 9250 section 5.5.2.</summary>
    /// <remarks>QUIC itself agrees on it, so edns-tcp-keepalive is never sent.</remarks>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3600));
    } = TimeSpan.FromSeconds(30);

    /// <summary>Requests under way at the same time, each on a stream of its own. Default 100; 1 to 32,768.</summary>
    /// <remarks>A server that takes fewer streams makes the others wait, within their time.</remarks>
    public int MaxConcurrentRequests
    {
        get;
        init => field = Limit.InRange(value, 1, 32_768);
    } = 100;

    /// <summary>Requests that may wait for a place when <see cref="MaxConcurrentRequests"/> are under way, first come, first served. Default 1,000; 0 to 10,000.</summary>
    /// <remarks>One more fails with <see cref="Dns.Errors.TransportFailure.Overloaded"/> at once: better than a time-out later.</remarks>
    public int QueueLimit
    {
        get;
        init => field = Limit.InRange(value, 0, 10_000);
    } = 1_000;

    /// <summary>Octets to whose multiple requests are padded; 0 for no padding. Default 128; 0 to 4,096. RFC 9250 section 5.4, RFC 8467 section 4.1.</summary>
    /// <remarks>Without it the length of a request tells much about its name. Requests without an OPT are not padded.</remarks>
    public int PaddingBlock
    {
        get;
        init => field = Limit.InRange(value, 0, 4_096);
    } = 128;

    /// <summary>Certificates of authorities to trust instead of the system's. Default none: the system's.</summary>
    public ImmutableArray<X509Certificate2> TrustedRoots
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}
