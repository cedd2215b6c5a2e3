using Nomen.Dns.Transports;

namespace Nomen.Testing.Network;

/// <summary>What the way between a client and a simulated server does to datagrams, each way alike.</summary>
public sealed record SimulatedLink
{
    /// <summary>Time one way. Default 10 ms; 0 to 1 hour.</summary>
    public TimeSpan Latency
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromHours(1));
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most time added to <see cref="Latency"/>, any share of it equally likely; a datagram may so overtake the one before. Default 0; 0 to 1 hour.</summary>
    public TimeSpan Jitter
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    /// <summary>Share of datagrams that get lost, each way. Default 0; 0 to 1: 1 is a dead server.</summary>
    public double Loss
    {
        get;
        init => field = Limit.InRange(value, 0, 1);
    }
}
