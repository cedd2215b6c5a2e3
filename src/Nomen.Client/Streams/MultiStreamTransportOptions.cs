using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Limits of a transport that keeps connections to one upstream.</summary>
public sealed record MultiStreamTransportOptions
{
    /// <summary>Time for one request, all attempts and connecting included. Default 5 s; 1 ms to 600 s.</summary>
    /// <remarks>The deadline of the query (<see cref="QueryContext"/>) holds when it is earlier. A transfer has this time to get a connection; then <see cref="StreamTransportOptions.TransferTimeout"/> holds.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Time for one attempt to open a connection: all addresses and all handshakes together. Default 5 s; 1 ms to 600 s.</summary>
    /// <remarks>Connectors have shorter limits for each step; this one bounds their sum, and connectors that have none.</remarks>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Failed attempts to connect after which a request fails. Default 1; 1 to 100.</summary>
    /// <remarks>1 tells the cause at once. More suits a server that is starting: the request waits for the end of each hold-off, within its time. A request that comes during a hold-off counts the failure before it.</remarks>
    public int MaxConnectAttempts
    {
        get;
        init => field = Limit.InRange(value, 1, 100);
    } = 1;

    /// <summary>How often one request is sent at most. Default 2; 1 (never again) to 10. RFC 7766 section 6.2.4.</summary>
    /// <remarks>It is sent again only when its connection died and had been in use before: the server may have closed it while the request was on its way. A transfer is sent again only before its first message.</remarks>
    public int MaxSends
    {
        get;
        init => field = Limit.InRange(value, 1, 10);
    } = 2;

    /// <summary>Whether requests that change something at the server, UPDATE above all, are sent again like others. Default false. RFC 2136 section 3.</summary>
    /// <remarks>On, an update whose connection died after it was written may be applied twice, and its prerequisites may fail because it was applied before.</remarks>
    public bool ResendUpdates { get; init; }

    /// <summary>Hold-off after the first failure to connect; each further one doubles it. Default 250 ms; 0 (none) to 60 s, at most <see cref="MaxHoldOff"/>.</summary>
    /// <remarks>Meanwhile nothing is opened, and requests fail at once with the error. The time used is drawn between half of it and all of it, lest many clients come back together.</remarks>
    public TimeSpan FirstHoldOff
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest hold-off. Default 10 s; 0 to 600 s.</summary>
    /// <remarks>Longer spares a dead server; shorter finds sooner that it is back.</remarks>
    public TimeSpan MaxHoldOff
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(10);

    /// <summary>Connections that take requests at the same time. Default 4; 1 to 64. RFC 7766 section 6.2.2.</summary>
    /// <remarks>There is one at first; another opens only when all have <see cref="StreamTransportOptions.MaxInFlight"/> requests under way. As many again may be finishing what they have. Transfers have connections of their own beside these.</remarks>
    public int MaxConnections
    {
        get;
        init => field = Limit.InRange(value, 1, 64);
    } = 4;

    /// <summary>Zone transfers at the same time, each with its connection. Default 4; 1 to 64.</summary>
    /// <remarks>Further ones wait for a place, first come, first served, and fail with <see cref="Dns.Errors.TransportFailure.Overloaded"/> after <see cref="Timeout"/>.</remarks>
    public int MaxTransfers
    {
        get;
        init => field = Limit.InRange(value, 1, 64);
    } = 4;

    /// <summary>Limits and timers of each connection. Default those of <see cref="StreamTransportOptions"/>.</summary>
    public StreamTransportOptions Stream
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new();
}
