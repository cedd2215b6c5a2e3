namespace Nomen.Client.Streams;

/// <summary>Places for transfers under way; who finds none waits, first come, first served. Thread-safe.</summary>
internal sealed class TransferPlaces(int places, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _taken;

    /// <summary>Takes a place; false when there was none for so long.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<bool> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_taken < places)
            {
                _taken++;
                return true;
            }

            _waiting.AddLast(turn);
        }

        using var limit = new CancellationTokenSource(patience, time);
        using CancellationTokenRegistration late = limit.Token.UnsafeRegister(_ => GiveUp(turn), null);
        using CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(_ => GiveUp(turn), null);
        bool entered = await turn.Task;
        if (!entered)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return entered;
    }

    /// <summary>Gives a place back: to the one who has waited longest, if somebody waits.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first)
            {
                _taken--;
                return;
            }

            _waiting.RemoveFirst();
            first.Value.SetResult(true);
        }
    }

    private void GiveUp(TaskCompletionSource<bool> turn)
    {
        lock (_lock)
        {
            if (_waiting.Remove(turn))
            {
                turn.SetResult(false);
            }
        }
    }
}
