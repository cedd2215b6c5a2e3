namespace Nomen.Client.Selection;

/// <summary>Smoothed mean and variance of one upstream's response time, in ticks of the clock. Only answers count: how fast an upstream fails says nothing about how fast it answers.</summary>
internal struct ResponseTimeEstimate(double initial)
{
    /// <summary>Weight of a new sample: that of RFC 6298 section 2.3.</summary>
    private const double Gain = 1.0 / 8;

    /// <summary>Deviations above the mean after which an answer is late: one in a few hundred is, by chance alone.</summary>
    private const double Deviations = 3;

    private double _variance;

    /// <summary>Whether any sample came, a lower bound included.</summary>
    public bool IsTried { get; private set; }

    /// <summary>Whether an answer came.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The mean.</summary>
    public double Mean { get; private set; } = initial;

    /// <summary>The standard deviation.</summary>
    public readonly double Deviation => Math.Sqrt(_variance);

    /// <summary>When an answer is late.</summary>
    public readonly double Expected => Mean + (Deviations * Deviation);

    /// <summary>An answer took so long.</summary>
    public void Sample(double time)
    {
        IsTried = true;
        if (!IsKnown)
        {
            // RFC 6298 section 2.2: the first sample is all there is, and half of it the spread.
            IsKnown = true;
            Mean = time;
            _variance = time * time / 4;
            return;
        }

        double difference = time - Mean;
        double step = Gain * difference;
        Mean += step;
        _variance = (1 - Gain) * (_variance + (difference * step));
    }

    /// <summary>A request was called back after so long without an answer: the true time is longer, which tells something only when this is above the mean.</summary>
    public void SampleAtLeast(double time)
    {
        IsTried = true;
        if (time <= Mean)
        {
            return;
        }

        if (IsKnown)
        {
            Sample(time);
        }
        else
        {
            Mean = time;
        }
    }
}
