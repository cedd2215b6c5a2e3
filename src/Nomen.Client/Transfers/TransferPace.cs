namespace Nomen.Client.Transfers;

/// <summary>Whether a server sends enough: octets in each window of waiting time, and the total time. Pure; times are timestamps.</summary>
internal sealed class TransferPace
{
    private readonly long _window;
    private readonly double _needed;
    private readonly long _end;
    private long _waitedSince;
    private long _waited;
    private long _octets;

    /// <summary>Starts at a time.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="now">The time.</param>
    /// <param name="frequency">Timestamps a second.</param>
    public TransferPace(TransferOptions options, long now, long frequency)
    {
        _window = options.MinimumRate == 0 ? long.MaxValue : (long)(options.ProgressWindow.TotalSeconds * frequency);
        _needed = options.MinimumRate * options.ProgressWindow.TotalSeconds;
        _end = now + (long)(options.Timeout.TotalSeconds * frequency);
    }

    /// <summary>Starts to wait for a message; returns the time at which the wait must end.</summary>
    public long BeginWait(long now)
    {
        _waitedSince = now;

        // Who has sent enough in this window has the next one too.
        long left = _window == long.MaxValue ? _window : _window - _waited + (_octets >= _needed ? _window : 0);
        return left > _end - now ? _end : now + left;
    }

    /// <summary>The wait ended; false when a window passed with too few octets.</summary>
    public bool EndWait(long now)
    {
        _waited += now - _waitedSince;
        while (_waited >= _window)
        {
            if (_octets < _needed)
            {
                return false;
            }

            _waited -= _window;
            _octets = 0;
        }

        return true;
    }

    /// <summary>Octets came.</summary>
    public void Count(int octets) => _octets += octets;

    /// <summary>Whether the time for all of it is over.</summary>
    public bool IsOver(long now) => now >= _end;
}
