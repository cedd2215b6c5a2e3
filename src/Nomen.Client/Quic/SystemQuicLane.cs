using System.Net.Quic;
using System.Runtime.Versioning;

namespace Nomen.Client.Quic;

/// <summary>A stream of System.Net.Quic.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class SystemQuicLane(QuicStream stream) : IQuicLane
{
    /// <inheritdoc/>
    public ValueTask WriteLastAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken) => stream.WriteAsync(octets, completeWrites: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => stream.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public void Abort(DoqError error) => stream.Abort(QuicAbortDirection.Both, (long)error);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
