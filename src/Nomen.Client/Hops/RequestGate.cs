namespace Nomen.Client.Hops;

/// <summary>Lets so many requests through at a time, and so many wait, first come, first served.</summary>
internal sealed class RequestGate(int places, int queueLimit)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _free = places;

    /// <summary>Takes a place, at once or later; false when too many wait already.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<bool>> waiter;
        lock (_lock)
        {
            // Nobody waits while a place is free.
            if (_free > 0)
            {
                _free--;
                return ValueTask.FromResult(true);
            }

            if (_waiting.Count >= queueLimit)
            {
                return ValueTask.FromResult(false);
            }

            waiter = _waiting.AddLast(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return WaitAsync(waiter, cancellationToken);
    }

    /// <summary>Gives a place back: to who has waited longest.</summary>
    public void Leave()
    {
        TaskCompletionSource<bool>? next;
        lock (_lock)
        {
            next = _waiting.First?.Value;
            if (next is null)
            {
                _free++;
            }
            else
            {
                _waiting.RemoveFirst();
            }
        }

        next?.SetResult(true);
    }

    private async ValueTask<bool> WaitAsync(LinkedListNode<TaskCompletionSource<bool>> waiter, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => GiveUp(waiter, cancellationToken), null);
        return await waiter.Value.Task.ConfigureAwait(false);
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<bool>> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Out of the list: the place came first.
            if (waiter.List is null)
            {
                return;
            }

            _waiting.Remove(waiter);
        }

        waiter.Value.SetCanceled(cancellationToken);
    }
}
