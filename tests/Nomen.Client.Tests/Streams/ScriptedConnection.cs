using System.Buffers.Binary;
using Nomen.Client.Sockets;

namespace Nomen.Client.Tests.Streams;

/// <summary>A connection whose other end is the test: it sees the queries, and says what is read, in which pieces and when.</summary>
internal sealed class ScriptedConnection(Action<ScriptedConnection, byte[]>? onQuery) : IStreamConnection
{
    private readonly Queue<byte[]> _readable = new();
    private readonly List<byte> _partial = [];
    private TaskCompletionSource? _waitingReader;
    private TaskCompletionSource? _writeGate;
    private Exception? _readFailure;
    private Exception? _writeFailure;
    private bool _hasEnded;

    /// <summary>Queries that were written, without their lengths.</summary>
    public List<byte[]> Queries { get; } = [];

    /// <summary>Queries in each write.</summary>
    public List<int> QueriesPerWrite { get; } = [];

    /// <summary>Most octets that one read gives.</summary>
    public int ReadLimit { get; set; } = int.MaxValue;

    /// <summary>Segments that wait to be read.</summary>
    public int Unread => _readable.Count;

    public bool IsShutDown { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Reply(byte[] message) => Send(Replies.Frame(message));

    /// <summary>Makes octets readable, as one segment.</summary>
    public void Send(params byte[] octets)
    {
        _readable.Enqueue(octets);
        WakeReader();
    }

    /// <summary>The peer ends its side, after what was sent.</summary>
    public void End()
    {
        _hasEnded = true;
        WakeReader();
    }

    /// <summary>The connection breaks, after what was sent.</summary>
    public void Break(Exception failure)
    {
        _readFailure = failure;
        WakeReader();
    }

    public void FailWrites(Exception failure) => _writeFailure = failure;

    public void HoldWrites() => _writeGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseWrites()
    {
        _writeGate?.SetResult();
        _writeGate = null;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_readable.Count == 0 && !_hasEnded && !IsDisposed && _readFailure is null)
        {
            _waitingReader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _waitingReader.Task;
        }

        return _readable.Count > 0 ? Read(buffer.Span) : EndOfReading();
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        if (_writeGate is { } gate)
        {
            await gate.Task;
        }

        if (_writeFailure is not null)
        {
            throw _writeFailure;
        }

        _partial.AddRange(octets.Span);
        List<byte[]> written = TakeQueries();
        QueriesPerWrite.Add(written.Count);
        Queries.AddRange(written);
        foreach (byte[] query in written)
        {
            onQuery?.Invoke(this, query);
        }
    }

    public ValueTask ShutdownAsync(CancellationToken cancellationToken = default)
    {
        IsShutDown = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        WakeReader();
        return ValueTask.CompletedTask;
    }

    private int Read(Span<byte> buffer)
    {
        byte[] segment = _readable.Peek();
        int count = Math.Min(Math.Min(segment.Length, buffer.Length), ReadLimit);
        segment.AsSpan(0, count).CopyTo(buffer);
        _readable.Dequeue();
        if (count < segment.Length)
        {
            // The rest comes first next time.
            byte[][] later = [.. _readable];
            _readable.Clear();
            _readable.Enqueue(segment[count..]);
            foreach (byte[] other in later)
            {
                _readable.Enqueue(other);
            }
        }

        return count;
    }

    private int EndOfReading()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return _readFailure is null ? 0 : throw _readFailure;
    }

    private List<byte[]> TakeQueries()
    {
        List<byte[]> queries = [];
        while (_partial.Count >= 2)
        {
            byte[] all = [.. _partial];
            int length = BinaryPrimitives.ReadUInt16BigEndian(all);
            if (all.Length < 2 + length)
            {
                break;
            }

            queries.Add(all[2..(2 + length)]);
            _partial.RemoveRange(0, 2 + length);
        }

        return queries;
    }

    private void WakeReader()
    {
        TaskCompletionSource? waiting = _waitingReader;
        _waitingReader = null;
        waiting?.TrySetResult();
    }
}
