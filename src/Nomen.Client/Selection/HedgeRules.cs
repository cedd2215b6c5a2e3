namespace Nomen.Client.Selection;

/// <summary>The options in the units of the clock, worked out once.</summary>
internal sealed class HedgeRules
{
    private readonly long _frequency;

    /// <summary>Takes the options, and checks the rules over two of them.</summary>
    /// <exception cref="ArgumentException">Two do not go together.</exception>
    public HedgeRules(HedgingOptions hedging, BreakerOptions breaker, TimeSpan timeout, long frequency)
    {
        ThrowIf(hedging.MinDelay > hedging.MaxDelay, $"{nameof(hedging.MinDelay)} is above {nameof(hedging.MaxDelay)}.");
        ThrowIf(breaker.BackOff > breaker.MaxBackOff, $"{nameof(breaker.BackOff)} is above {nameof(breaker.MaxBackOff)}.");

        _frequency = frequency;
        Hedging = hedging;
        Breaker = breaker;
        Timeout = ToTicks(timeout);
        InitialEstimate = ToTicks(hedging.InitialEstimate);
        MinDelay = ToTicks(hedging.MinDelay);
        MaxDelay = ToTicks(hedging.MaxDelay);
        BackOff = ToTicks(breaker.BackOff);
        MaxBackOff = ToTicks(breaker.MaxBackOff);
    }

    public HedgingOptions Hedging { get; }

    public BreakerOptions Breaker { get; }

    public long Timeout { get; }

    public long InitialEstimate { get; }

    public long MinDelay { get; }

    public long MaxDelay { get; }

    public long BackOff { get; }

    public long MaxBackOff { get; }

    /// <summary>How long an upstream with this expected time gets before the next is asked as well.</summary>
    public long DelayOf(double expected) => Math.Clamp((long)Math.Min(expected, long.MaxValue / 2), MinDelay, MaxDelay);

    /// <summary>A time span as a difference of timestamps.</summary>
    public long ToTicks(TimeSpan span) => (long)(span.Ticks * ((double)_frequency / TimeSpan.TicksPerSecond));

    /// <summary>A difference of timestamps as a time span.</summary>
    public TimeSpan ToTimeSpan(double ticks) => new((long)(ticks * ((double)TimeSpan.TicksPerSecond / _frequency)));

    private static void ThrowIf(bool isAtOdds, string message)
    {
        if (isAtOdds)
        {
            throw new ArgumentException(message);
        }
    }
}
