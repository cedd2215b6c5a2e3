using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Nomen.Client.Sockets;

/// <summary>One receive operation, reused from socket to socket: the receive of <see cref="Socket"/> itself keeps such an object for each socket, which a socket used once pays for in full.</summary>
internal sealed class UdpReceive : SocketAsyncEventArgs, IValueTaskSource<int>
{
    /// <summary>Operations kept for reuse; about 400 octets each.</summary>
    private const int MaxIdle = 4096;

    private static readonly ConcurrentQueue<UdpReceive> Idle = new();
    private ManualResetValueTaskSourceCore<int> _completion;

    private UdpReceive()
        : base(true)
    {
    }

    /// <summary>Receives one datagram; -1 when the socket is disposed.</summary>
    public static ValueTask<int> StartAsync(Socket socket, Memory<byte> buffer)
    {
        if (!Idle.TryDequeue(out UdpReceive? operation))
        {
            operation = new UdpReceive();
        }

        operation.SetBuffer(buffer);
        bool isPending;
        try
        {
            isPending = socket.ReceiveAsync(operation);
        }
        catch (ObjectDisposedException)
        {
            operation.Recycle();
            return new ValueTask<int>(-1);
        }

        return isPending ? new ValueTask<int>(operation, operation._completion.Version) : operation.TakeResult();
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            _completion.Reset();
            Recycle();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        if (ToLength(out int length))
        {
            _completion.SetResult(length);
        }
        else
        {
            _completion.SetException(new SocketException((int)SocketError));
        }
    }

    private ValueTask<int> TakeResult()
    {
        bool isGood = ToLength(out int length);
        SocketError error = SocketError;
        Recycle();
        return isGood ? new ValueTask<int>(length) : ValueTask.FromException<int>(new SocketException((int)error));
    }

    private bool ToLength(out int length)
    {
        switch (SocketError)
        {
            case SocketError.Success:
                length = BytesTransferred;
                return true;
            case SocketError.MessageSize:
                // Windows reports a datagram longer than the buffer as an error.
                length = Count;
                return true;
            case SocketError.OperationAborted or SocketError.Interrupted:
                length = -1;
                return true;
            default:
                length = 0;
                return false;
        }
    }

    private void Recycle()
    {
        SetBuffer(default);
        if (Idle.Count < MaxIdle)
        {
            Idle.Enqueue(this);
        }
        else
        {
            Dispose();
        }
    }
}
