namespace Nomen.Server.Tests.Listeners;

/// <summary>A client's end of a connection without a socket: gives octets in pieces, and takes what is written when the test lets it.</summary>
internal sealed class ScriptedStream(params byte[][] pieces) : Stream
{
    private readonly Queue<byte[]> _pieces = new(pieces);
    private readonly TaskCompletionSource<int> _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _unread = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _writes = [];

    /// <summary>Whether the client reads what is written.</summary>
    internal bool IsRead { get; init; } = true;

    /// <summary>What every write fails with; null for nothing.</summary>
    internal Exception? WriteFailure { get; init; }

    /// <summary>Lengths of the writes so far.</summary>
    internal int[] Writes
    {
        get
        {
            lock (_writes)
            {
                return [.. _writes];
            }
        }
    }

    internal bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_pieces.TryPeek(out byte[]? piece))
        {
            return await _silent.Task.WaitAsync(cancellationToken);
        }

        int taken = Math.Min(piece.Length, buffer.Length);
        piece.AsSpan(0, taken).CopyTo(buffer.Span);
        _pieces.Dequeue();
        if (taken < piece.Length)
        {
            byte[][] rest = [piece[taken..], .. _pieces];
            _pieces.Clear();
            Array.ForEach(rest, _pieces.Enqueue);
        }

        return taken;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_writes)
        {
            _writes.Add(buffer.Length);
        }

        if (WriteFailure is not null)
        {
            throw WriteFailure;
        }

        if (!IsRead)
        {
            await _unread.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The client hangs up.</summary>
    internal void HangUp() => _silent.TrySetResult(0);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        _silent.TrySetException(new ObjectDisposedException(nameof(ScriptedStream)));
        _unread.TrySetException(new ObjectDisposedException(nameof(ScriptedStream)));
        base.Dispose(disposing);
    }
}
