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

    /// <summary>Time for one request, all upstreams together. Default 10 s; 1 ms to 600 s.</summary>
    /// <remarks>The deadline of the query (<see cref="QueryContext"/>) holds when it is earlier. A response that was put off is given then, rather than a time-out.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(10);

    /// <summary>When a request goes to more than one upstream. Default as <see cref="HedgingOptions"/> has it.</summary>
    public HedgingOptions Hedging { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>When an upstream is left alone. Default as <see cref="BreakerOptions"/> has it.</summary>
    public BreakerOptions Breaker { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();
}
