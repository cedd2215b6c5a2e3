namespace Nomen.Client.Streams;

/// <summary>Holds a connection's read loop while its only reader is behind, so that the peer waits too.</summary>
internal sealed class ReadGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;
    private bool _isEnded;

    /// <summary>The loop waits from its next read on.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed ??= _isEnded ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The loop goes on.</summary>
    public void Open() => Open(isEnd: false);

    /// <summary>The loop goes on to its end: it is never held again.</summary>
    public void End() => Open(isEnd: true);

    /// <summary>Waits while it is closed; for the loop.</summary>
    public ValueTask WaitAsync()
    {
        TaskCompletionSource? closed;
        lock (_lock)
        {
            closed = _closed;
        }

        return closed is null ? ValueTask.CompletedTask : new ValueTask(closed.Task);
    }

    private void Open(bool isEnd)
    {
        TaskCompletionSource? closed;
        lock (_lock)
        {
            closed = _closed;
            _closed = null;
            _isEnded |= isEnd;
        }

        closed?.SetResult();
    }
}
