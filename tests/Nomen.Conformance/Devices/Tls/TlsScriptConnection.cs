using Nomen.Client.Sockets;

namespace Nomen.Conformance.Devices.Tls;

/// <summary>The client's end of a connection in memory, under TLS.</summary>
internal sealed class TlsScriptConnection(OctetPipe input, OctetPipe output) : IStreamConnection
{
    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer);

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        output.Write(octets.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ShutdownAsync(CancellationToken cancellationToken = default)
    {
        output.End();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        input.End();
        output.End();
        return ValueTask.CompletedTask;
    }
}
