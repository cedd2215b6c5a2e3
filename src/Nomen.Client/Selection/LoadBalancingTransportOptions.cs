using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>How requests are spread over several upstreams.</summary>
public sealed record LoadBalancingTransportOptions
{
    /// <summary>Upstreams whose expected time is at most this many times the lowest share the load; slower ones come after them. Default 5; 1 to 1,000.</summary>
    /// <remarks>Lower keeps requests away from distant upstreams; higher uses more of the capacity there is.</remarks>
    public double SlowFactor
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000);
    } = 5;

    /// <inheritdoc cref="RedundantTransportOptions.Timeout"/>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="RedundantTransportOptions.Hedging"/>
    public HedgingOptions Hedging { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <inheritdoc cref="RedundantTransportOptions.Breaker"/>
    public BreakerOptions Breaker { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();
}
