using System.Net.Quic;
using System.Runtime.Versioning;

namespace Nomen.Client.Quic;

/// <summary>A connection of System.Net.Quic.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class SystemQuicSession(QuicConnection connection) : IQuicSession
{
    /// <inheritdoc/>
    public async ValueTask<IQuicLane> OpenAsync(CancellationToken cancellationToken) =>
        new SystemQuicLane(await connection.OpenOutboundStreamAsync(QuicStreamType.Bidirectional, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask CloseAsync(DoqError error)
    {
        try
        {
            await connection.CloseAsync((long)error).ConfigureAwait(false);
        }
        catch (QuicException e) when (e.QuicError is QuicError.ConnectionAborted or QuicError.ConnectionIdle or QuicError.ConnectionTimeout or QuicError.TransportError)
        {
            // It had ended already, which is what was wanted.
            await connection.DisposeAsync().ConfigureAwait(false);
            return;
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
