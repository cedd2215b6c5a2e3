namespace Nomen.Client.Selection;

/// <summary>The times of the last N starts: one more is allowed when the oldest of them is an interval ago, so that no interval ever sees N + 1. Its user holds a lock.</summary>
internal sealed class BurstWindow(int requests, long interval)
{
    private readonly long[] _starts = new long[requests];
    private int _count;
    private int _oldest;

    /// <summary>Whether a start is allowed now.</summary>
    public bool HasRoom(long now) => _count < _starts.Length || now - _starts[_oldest] >= interval;

    /// <summary>Notes a start that is allowed.</summary>
    public void Add(long now)
    {
        if (_count < _starts.Length)
        {
            _starts[_count++] = now;
            return;
        }

        _starts[_oldest] = now;
        _oldest = (_oldest + 1) % _starts.Length;
    }
}
