using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>How a server holds TCP connections (RFC 7766), and what one client may cost with them (<c>docs/threats.md</c> G5).</summary>
public sealed record ConnectionOptions
{
    /// <summary>Most connections at one time, all clients together; further ones are closed at once. Default 1,000; 1 to 100,000. Each costs about 5 KiB and a file handle.</summary>
    public int MaxConnections
    {
        get;
        init => field = Limit.InRange(value, 1, 100_000);
    } = 1000;

    /// <summary>Most connections from one address. Default 100; 1 to 100,000. Fewer hurt many clients behind one translator.</summary>
    public int MaxConnectionsPerAddress
    {
        get;
        init => field = Limit.InRange(value, 1, 100_000);
    } = 100;

    /// <summary>Time that a connection may stand without a query or an answer. Default 10 s; 200 ms to 10 min (RFC 7766 section 6.2.3). Clients that ask are told it (RFC 7828).</summary>
    /// <remarks>When more than three quarters of <see cref="MaxConnections"/> are open, it is 200 ms.</remarks>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(10);

    /// <summary>Time from the first octet of a query to its last. Default 5 s; 100 ms to 1 min. Shorter frees connections that trickle sooner.</summary>
    public TimeSpan QueryReadTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Octets of answers that may wait for a client to read them; then its queries are not read any more. Default 64 KiB; 0 (one answer at a time) to 16 MiB.</summary>
    public int WriteQueue
    {
        get;
        init => field = Limit.InRange(value, 0, 16 << 20);
    } = 64 << 10;

    /// <summary>Queries of one connection that may be worked on at one time; then further ones are not read. Default 100; 1 to 10,000.</summary>
    public int MaxPipelined
    {
        get;
        init => field = Limit.InRange(value, 1, 10_000);
    } = 100;
}
