using System.Buffers.Binary;
using System.Net;
using Nomen.Client.Sockets;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices;

/// <summary>A connection whose other end is a scripted network: each message has its length in two octets in front (RFC 1035 section 4.2.2).</summary>
internal sealed class ScriptedStreamConnection(ScriptedNetwork network, IPEndPoint server, int readLimit) : IStreamConnection
{
    private readonly Queue<byte> _readable = new();
    private readonly List<byte> _written = [];
    private readonly WaitPoint _waiting = new();
    private bool _hasEnded;
    private bool _isDisposed;

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_readable.Count == 0 && !_hasEnded && !_isDisposed)
        {
            await _waiting.WaitAsync();
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int count = Math.Min(Math.Min(_readable.Count, buffer.Length), readLimit);
        for (int i = 0; i < count; i++)
        {
            buffer.Span[i] = _readable.Dequeue();
        }

        return count;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        _written.AddRange(octets.Span);
        while (TryTakeQuery(out byte[] query))
        {
            network.Ask(query, server, overTcp: true, OnEnd);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ShutdownAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _waiting.Wake();
        return ValueTask.CompletedTask;
    }

    private bool TryTakeQuery(out byte[] query)
    {
        query = [];
        if (_written.Count < 2 || _written.Count < 2 + ((_written[0] << 8) | _written[1]))
        {
            return false;
        }

        query = [.. _written.Skip(2).Take((_written[0] << 8) | _written[1])];
        _written.RemoveRange(0, 2 + query.Length);
        return true;
    }

    private void OnEnd(UpstreamEnd end)
    {
        _hasEnded |= end.Kind == UpstreamEndKind.Closed;
        Span<byte> length = stackalloc byte[2];
        foreach (byte[] message in end.Messages)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
            foreach (byte octet in (byte[])[.. length, .. message])
            {
                _readable.Enqueue(octet);
            }
        }

        _waiting.Wake();
    }
}
