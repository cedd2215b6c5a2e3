using System.Net;
using System.Net.Sockets;
using Nomen.Client.Sockets;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices;

/// <summary>A datagram socket whose other end is a scripted network.</summary>
internal sealed class ScriptedDatagramConnection(ScriptedNetwork network, IPEndPoint server, IPEndPoint local) : IDatagramConnection
{
    private readonly Queue<byte[]> _arrived = new();
    private readonly WaitPoint _waiting = new();
    private bool _isRefused;
    private bool _isDisposed;

    /// <inheritdoc/>
    public IPEndPoint? LocalEndPoint => local;

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram) => network.Ask(datagram, server, overTcp: false, OnEnd);

    /// <inheritdoc/>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (_arrived.Count == 0 && !_isDisposed && !_isRefused)
        {
            await _waiting.WaitAsync();
        }

        if (_isDisposed)
        {
            return -1;
        }

        if (!_arrived.TryDequeue(out byte[]? datagram))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        int length = Math.Min(datagram.Length, buffer.Length);
        datagram.AsSpan(0, length).CopyTo(buffer.Span);
        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _waiting.Wake();
    }

    // A datagram that gets no reply in time just gets none: the transport's own timers notice.
    private void OnEnd(UpstreamEnd end)
    {
        _isRefused |= end.Kind == UpstreamEndKind.Closed;
        foreach (byte[] message in end.Messages)
        {
            _arrived.Enqueue(message);
        }

        _waiting.Wake();
    }
}
