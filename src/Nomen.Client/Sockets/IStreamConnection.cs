namespace Nomen.Client.Sockets;

/// <summary>One open connection that carries octets both ways.</summary>
/// <remarks>
/// One reader and one writer at a time, which may work at the same time. Disposing ends a read and a write that are under
/// way: they throw, or the read returns 0.
/// </remarks>
public interface IStreamConnection : IAsyncDisposable
{
    /// <summary>Reads what there is, at least one octet; 0 when the peer has ended its side.</summary>
    /// <param name="buffer">Where to put it; not empty.</param>
    /// <param name="cancellationToken">Ends the wait; the connection is of no use then.</param>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Writes all of it.</summary>
    /// <param name="octets">What to write; must not change before the write is done.</param>
    /// <param name="cancellationToken">Ends the wait; the connection is of no use then.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default);

    /// <summary>Ends our side (FIN, close_notify) once all writes are done; reading goes on.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask ShutdownAsync(CancellationToken cancellationToken = default);
}
