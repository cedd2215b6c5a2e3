using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Client.Exchange;

/// <summary>How many servers are kept, and how each is asked.</summary>
public sealed record PooledUpstreamExchangeOptions
{
    /// <summary>Servers whose transports and facts are kept. Default 1,000; 1 to 1,000,000.</summary>
    /// <remarks>The one not used for longest goes first; servers that are being asked stay, even above the limit. Fewer saves memory, and asks more often without knowing round-trip time and EDNS.</remarks>
    public int MaxTargets
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000_000);
    } = 1_000;

    /// <summary>How UDP and stream go together. Default those of <see cref="DatagramStreamTransportOptions"/>.</summary>
    public DatagramStreamTransportOptions DatagramStream { get; init => field = NotNull(value); } = new();

    /// <summary>How UDP is used. Default those of <see cref="DatagramTransportOptions"/>.</summary>
    public DatagramTransportOptions Datagram { get; init => field = NotNull(value); } = new();

    /// <summary>How connections are kept. Default those of <see cref="MultiStreamTransportOptions"/>.</summary>
    public MultiStreamTransportOptions MultiStream { get; init => field = NotNull(value); } = new();

    private static T NotNull<T>(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
