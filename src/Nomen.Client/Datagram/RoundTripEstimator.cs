namespace Nomen.Client.Datagram;

/// <summary>Round-trip time of one upstream and the retransmission time-out from it (RFC 6298 section 2). Thread-safe without a lock: a race loses a sample, which does no harm.</summary>
/// <remarks>Each transmission has an ID of its own, so that every reply is a sample, those to repeated requests too.</remarks>
internal sealed class RoundTripEstimator(DatagramRules rules)
{
    /// <summary>Smoothed time in the high half, variation in the low half, both in microseconds; 0 while nothing is known.</summary>
    private long _state;

    /// <summary>Time to the first repetition, in ticks of the clock.</summary>
    public long Timeout
    {
        get
        {
            (long smoothed, long variation) = Unpack(Volatile.Read(ref _state));
            return smoothed == 0
                ? rules.InitialRetransmission
                : Math.Clamp(rules.ToTicks(TimeSpan.FromMicroseconds(smoothed + (4 * variation))), rules.MinRetransmission, rules.MaxRetransmission);
        }
    }

    /// <summary>Takes the time from a transmission to its reply, in ticks of the clock.</summary>
    public void Sample(long ticks)
    {
        long roundTrip = Math.Clamp((long)rules.ToTimeSpan(ticks).TotalMicroseconds, 1, int.MaxValue);
        (long smoothed, long variation) = Unpack(Volatile.Read(ref _state));
        if (smoothed == 0)
        {
            // RFC 6298 section 2.2.
            (smoothed, variation) = (roundTrip, roundTrip / 2);
        }
        else
        {
            // RFC 6298 section 2.3: beta is 1/4, alpha 1/8.
            variation += (Math.Abs(smoothed - roundTrip) - variation) / 4;
            smoothed = Math.Max(1, smoothed + ((roundTrip - smoothed) / 8));
        }

        Volatile.Write(ref _state, (smoothed << 32) | variation);
    }

    private static (long Smoothed, long Variation) Unpack(long state) => (state >> 32, (uint)state);
}
