using System.Buffers;

namespace Nomen.Client.Sockets;

/// <summary>A connection in the shape that <see cref="System.Net.Security.SslStream"/> takes. Asynchronous only; owns the connection.</summary>
internal sealed class ConnectionStream(IStreamConnection connection) : Stream
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _held = new();
    private bool _isWatched = true;
    private bool _isHolding;

    /// <summary>The first octet that the peer sent; -1 when it sent none.</summary>
    public int FirstOctet { get; private set; } = -1;

    /// <summary>Whether the peer ended its side while it was watched.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The handshake is over: what is read from now on is of no interest here.</summary>
    public void EndWatch() => _isWatched = false;

    /// <summary>What is written from now on is kept together until <see cref="ReleaseAsync"/>.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _isHolding = true;
        }
    }

    /// <summary>Writes what was held, in one piece, and whatever came to it meanwhile: records must keep their order.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        int written = 0;
        while (TryTake(written, out ReadOnlyMemory<byte> octets))
        {
            await connection.WriteAsync(octets, cancellationToken).ConfigureAwait(false);
            written += octets.Length;
        }
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _isWatched ? WatchedReadAsync(buffer, cancellationToken) : connection.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The stream itself may write from its reading side, to answer an alert or a new key: it then waits its turn with the others.
        lock (_lock)
        {
            if (_isHolding)
            {
                _held.Write(buffer.Span);
                return ValueTask.CompletedTask;
            }
        }

        return connection.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private bool TryTake(int written, out ReadOnlyMemory<byte> octets)
    {
        lock (_lock)
        {
            octets = _held.WrittenMemory[written..];
            if (octets.IsEmpty)
            {
                _held.ResetWrittenCount();
                _isHolding = false;
            }

            return !octets.IsEmpty;
        }
    }

    private async ValueTask<int> WatchedReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int octets = await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        HasEnded = octets == 0;
        if (FirstOctet < 0 && octets > 0)
        {
            FirstOctet = buffer.Span[0];
        }

        return octets;
    }
}
