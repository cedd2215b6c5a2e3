using Nomen.Client.Services;
using Nomen.Client.Sockets;

namespace Nomen.Client.Streams;

/// <summary>The writing side of a connection: one writer at a time, which takes everything that is ready in one write.</summary>
/// <remarks>
/// Shares the connection's lock. The writer is a work item behind those that a thread has queued for itself: what their
/// continuations ask is in the same write. Between writes it does not exist, so that an idle connection keeps no task.
/// </remarks>
internal sealed class StreamOutput(Lock gate, TaskScheduler scheduler, IConnectionOwner owner) : IThreadPoolWorkItem
{
    private IStreamConnection? _connection;
    private bool _isWriting;

    /// <summary>What is to be written; under the lock.</summary>
    public FrameWriter Frames { get; } = new();

    /// <summary>The connection is open; under the lock.</summary>
    public void Open(IStreamConnection connection) => _connection = connection;

    /// <summary>No more writes; under the lock.</summary>
    public void Close() => _connection = null;

    /// <summary>Whether a writer must be started, by <see cref="StartWriter"/> after the lock; under the lock.</summary>
    public bool NeedsWriter()
    {
        if (_isWriting || _connection is null || Frames.IsEmpty)
        {
            return false;
        }

        _isWriting = true;
        return true;
    }

    /// <summary>Starts the writer when <see cref="NeedsWriter"/> said so.</summary>
    public void StartWriter(bool needed)
    {
        if (needed)
        {
            scheduler.Post(this);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private async Task WriteAsync()
    {
        try
        {
            while (TryTake(out IStreamConnection? connection, out ReadOnlyMemory<byte> frames))
            {
                await connection!.WriteAsync(frames);
            }
        }
        catch (Exception e)
        {
            // Whatever the connection throws ends it, and nothing else.
            owner.HandleEnd(StreamFailure.From(e, isConnecting: false));
        }
    }

    private bool TryTake(out IStreamConnection? connection, out ReadOnlyMemory<byte> frames)
    {
        lock (gate)
        {
            connection = _connection;
            frames = default;
            _isWriting = connection is not null && Frames.TryTake(out frames);
            return _isWriting;
        }
    }
}
