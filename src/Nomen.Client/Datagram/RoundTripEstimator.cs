namespace Nomen.Client.Datagram;

/// <summary>Round-trip time of one upstream and the retransmission time-out from it (RFC 6298 section 2). Thread-safe.</summary>
/// <remarks>Each transmission has an ID of its own, so that every reply is a sample, those to repeated requests too.</remarks>
internal sealed class RoundTripEstimator(DatagramRules rules)
{
    private readonly Lock _lock = new();
    private long _smoothed;
    private long _variation;
    private bool _known;

    /// <summary>Time to the first repetition, in ticks of the clock.</summary>
    public long Timeout
    {
        get
        {
            lock (_lock)
            {
                return _known
                    ? Math.Clamp(_smoothed + (4 * _variation), rules.MinRetransmission, rules.MaxRetransmission)
                    : rules.InitialRetransmission;
            }
        }
    }

    /// <summary>Takes the time from a transmission to its reply, in ticks of the clock.</summary>
    public void Sample(long roundTrip)
    {
        lock (_lock)
        {
            if (_known)
            {
                // RFC 6298 section 2.3: beta is 1/4, alpha 1/8.
                _variation += (Math.Abs(_smoothed - roundTrip) - _variation) / 4;
                _smoothed += (roundTrip - _smoothed) / 8;
            }
            else
            {
                // RFC 6298 section 2.2.
                _smoothed = roundTrip;
                _variation = roundTrip / 2;
                _known = true;
            }
        }
    }
}
