using System.Threading.Tasks.Sources;

namespace Nomen.Testing.Tests.Scheduling;

/// <summary>A value-task source whose continuations run asynchronously, as a pooled receive operation has it.</summary>
internal sealed class RcaSource : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core = new() { RunContinuationsAsynchronously = true };

    internal ValueTask<int> Task => new(this, _core.Version);

    public int GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    internal void Complete(int value) => _core.SetResult(value);
}
