namespace Nomen.Client.Quic;

/// <summary>Opens QUIC connections to one server: the seam under the transport, so that all above it is tested without msquic.</summary>
internal interface IQuicConnector
{
    /// <summary>Opens one.</summary>
    /// <param name="cancellationToken">Gives up, and leaves nothing behind.</param>
    ValueTask<IQuicSession> ConnectAsync(CancellationToken cancellationToken);
}
