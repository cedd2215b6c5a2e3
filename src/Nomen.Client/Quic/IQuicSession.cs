namespace Nomen.Client.Quic;

/// <summary>One open QUIC connection. Thread-safe.</summary>
internal interface IQuicSession
{
    /// <summary>Opens a bidirectional stream; waits while the server allows no more.</summary>
    ValueTask<IQuicLane> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Ends the connection and all its streams. Idempotent.</summary>
    /// <param name="error">What the peer is told.</param>
    ValueTask CloseAsync(DoqError error);
}
