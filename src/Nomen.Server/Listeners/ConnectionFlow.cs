using System.Buffers;
using System.Buffers.Binary;

namespace Nomen.Server.Listeners;

/// <summary>What flows through one connection: queries without an answer, and answers that wait to be written, gathered into one write. No socket, no clock; thread-safe.</summary>
/// <remarks>
/// When too much of either is there, the connection stops to read: TCP then holds the client back (<c>docs/threats.md</c> G5). There is one
/// writer at a time: whoever is told so by <see cref="Complete"/> starts it, and it ends when <see cref="TryTake"/> has nothing more.
/// </remarks>
internal sealed class ConnectionFlow
{
    private readonly Lock _lock = new();
    private readonly int _mostWaiting;
    private readonly int _mostUnanswered;
    private byte[] _filling = [];
    private byte[] _writing = [];
    private int _filled;
    private int _inWrite;
    private int _unanswered;
    private bool _hasWriter;
    private bool _isAbandoned;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _empty;

    /// <param name="mostWaiting">Octets that may wait to be written before reading stops.</param>
    /// <param name="mostUnanswered">Queries that may be without an answer before reading stops.</param>
    public ConnectionFlow(int mostWaiting, int mostUnanswered)
    {
        _mostWaiting = mostWaiting;
        _mostUnanswered = mostUnanswered;
    }

    /// <summary>Whether another query may be read.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return HasRoomUnderLock;
            }
        }
    }

    /// <summary>Whether a query is without its answer, or an answer not written.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return !IsEmptyUnderLock;
            }
        }
    }

    private bool HasRoomUnderLock => _isAbandoned || (_filled + _inWrite <= _mostWaiting && _unanswered < _mostUnanswered);

    private bool IsEmptyUnderLock => _isAbandoned || (_unanswered == 0 && _filled == 0 && _inWrite == 0);

    /// <summary>A query was read.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _unanswered++;
        }
    }

    /// <summary>An answer, or one message of several, goes to the queue, with its length in front.</summary>
    /// <param name="reply">The message; empty when there is nothing to say.</param>
    /// <param name="isLast">Whether the query has its whole answer now.</param>
    /// <returns>Whether the caller has to start the writer.</returns>
    public bool Complete(ReadOnlySpan<byte> reply, bool isLast = true)
    {
        lock (_lock)
        {
            if (!reply.IsEmpty)
            {
                AppendUnderLock(reply);
            }

            _unanswered -= isLast ? 1 : 0;
            SignalUnderLock();
            bool starts = _filled > 0 && !_hasWriter;
            _hasWriter |= starts;
            return starts;
        }
    }

    /// <summary>For the writer: everything that waits, as one batch; what was taken before is written. False ends the writer.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> batch)
    {
        lock (_lock)
        {
            (_filling, _writing) = (_writing, _filling);
            _inWrite = _filled;
            _filled = 0;
            _hasWriter = _inWrite > 0;
            batch = _writing.AsMemory(0, _inWrite);
            if (!_hasWriter)
            {
                ReturnUnderLock();
            }

            SignalUnderLock();
            return _hasWriter;
        }
    }

    /// <summary>Completes when another query may be read.</summary>
    public Task RoomAsync()
    {
        lock (_lock)
        {
            return HasRoomUnderLock ? Task.CompletedTask : (_room ??= NewSignal()).Task;
        }
    }

    /// <summary>Completes when all is answered and written.</summary>
    public Task EmptyAsync()
    {
        lock (_lock)
        {
            return IsEmptyUnderLock ? Task.CompletedTask : (_empty ??= NewSignal()).Task;
        }
    }

    /// <summary>Nothing will be written any more: whoever waits goes on.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _isAbandoned = true;
            SignalUnderLock();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void AppendUnderLock(ReadOnlySpan<byte> reply)
    {
        int needed = _filled + 2 + reply.Length;
        if (_filling.Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _filling.Length * 2));
            _filling.AsSpan(0, _filled).CopyTo(larger);
            Return(_filling);
            _filling = larger;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_filling.AsSpan(_filled), (ushort)reply.Length);
        reply.CopyTo(_filling.AsSpan(_filled + 2));
        _filled = needed;
    }

    /// <summary>A connection at rest holds no buffers.</summary>
    private void ReturnUnderLock()
    {
        Return(_filling);
        Return(_writing);
        _filling = [];
        _writing = [];
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void SignalUnderLock()
    {
        if (HasRoomUnderLock)
        {
            _room?.TrySetResult();
            _room = null;
        }

        if (IsEmptyUnderLock)
        {
            _empty?.TrySetResult();
            _empty = null;
        }
    }
}
