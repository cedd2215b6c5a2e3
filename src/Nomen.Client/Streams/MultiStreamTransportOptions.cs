using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Limits of a transport that keeps connections to one upstream.</summary>
public sealed record MultiStreamTransportOptions
{
    /// <summary>Time for one request, all attempts and connecting included. Default 5 s; 1 ms to 600 s.</summary>
    /// <remarks>The deadline of the query (<see cref="QueryContext"/>) holds when it is earlier.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Connections that take requests at the same time. Default 4; 1 to 64. RFC 7766 section 6.2.2.</summary>
    /// <remarks>There is one at first; another opens only when all have <see cref="StreamTransportOptions.MaxInFlight"/> requests under way. Transfers have connections of their own beside these.</remarks>
    public int MaxConnections
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
