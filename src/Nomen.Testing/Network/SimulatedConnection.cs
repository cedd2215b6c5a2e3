using System.Net;
using Nomen.Client.Sockets;

namespace Nomen.Testing.Network;

/// <summary>A client's socket on a simulated network.</summary>
internal sealed class SimulatedConnection(SimulatedServer server) : IDatagramConnection
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _arrived = new();
    private TaskCompletionSource? _waiting;
    private bool _isDisposed;

    /// <inheritdoc/>
    public IPEndPoint? LocalEndPoint => null;

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram) => server.Carry(datagram.ToArray(), this);

    /// <summary>A datagram arrives.</summary>
    public void Deliver(byte[] datagram)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _arrived.Enqueue(datagram);
            waiting = _waiting;
        }

        waiting?.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            lock (_lock)
            {
                if (_isDisposed)
                {
                    return -1;
                }

                if (_arrived.TryDequeue(out byte[]? datagram))
                {
                    int length = Math.Min(datagram.Length, buffer.Length);
                    datagram.AsSpan(0, length).CopyTo(buffer.Span);
                    return length;
                }

                _waiting = waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await waiting.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _isDisposed = true;
            waiting = _waiting;
        }

        waiting?.TrySetResult();
    }
}
