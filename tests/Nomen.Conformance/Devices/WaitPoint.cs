namespace Nomen.Conformance.Devices;

/// <summary>Lets one waiter sleep until somebody wakes it; stays on the waiter's scheduler.</summary>
internal sealed class WaitPoint
{
    private TaskCompletionSource? _source;

    /// <summary>Waits for the next <see cref="Wake"/>.</summary>
    public async Task WaitAsync()
    {
        _source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _source.Task;
    }

    /// <summary>Wakes the waiter, if there is one.</summary>
    public void Wake()
    {
        _source?.TrySetResult();
        _source = null;
    }
}
