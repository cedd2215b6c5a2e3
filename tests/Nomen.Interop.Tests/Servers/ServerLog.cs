using System.Collections.Concurrent;

namespace Nomen.Interop.Tests.Servers;

/// <summary>What a server wrote to its standard output and error, and whether it has said that it runs.</summary>
internal sealed class ServerLog(string startedLine)
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the server has said that it runs; false when it ended before.</summary>
    public Task<bool> Started => _started.Task;

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.Contains(startedLine, StringComparison.Ordinal))
        {
            _started.TrySetResult(true);
        }
    }

    public void End() => _started.TrySetResult(false);

    public override string ToString() => string.Join(Environment.NewLine, _lines);
}
