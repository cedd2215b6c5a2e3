namespace Nomen.Client.Quic;

/// <summary>One bidirectional stream: one request and what answers it (RFC 9250 section 4.2).</summary>
internal interface IQuicLane : IAsyncDisposable
{
    /// <summary>Writes the one request, and ends our side (FIN).</summary>
    ValueTask WriteLastAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken);

    /// <summary>Reads what there is, at least one octet; 0 when the peer has ended its side.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Ends reading: the peer need not send more (STOP_SENDING).</summary>
    void Abort(DoqError error);
}
