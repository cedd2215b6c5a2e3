using Nomen.Dns.Transports;

namespace Nomen.Client.HappyEyeballs;

/// <summary>How the addresses of one upstream are raced.</summary>
public sealed record HappyEyeballsConnectorOptions
{
    /// <summary>Head start of an attempt before the next address is tried beside it. Default 250 ms; 10 ms to 2 s. RFC 8305 section 5.</summary>
    /// <remarks>Shorter hides a dead address sooner and opens more connections in vain. An attempt that fails gives way at once.</remarks>
    public TimeSpan AttemptDelay
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(2));
    } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the address that took the last connection is tried first. Default 10 min; 0 (never) to 1 day. RFC 8305 section 5, RFC 6555 section 4.2.</summary>
    /// <remarks>Longer saves the wait for a dead address; shorter comes back sooner to the address that is listed first. An attempt that fails ends it.</remarks>
    public TimeSpan Memory
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromDays(1));
    } = TimeSpan.FromMinutes(10);
}
