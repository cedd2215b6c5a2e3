using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Nomen.Server.Listeners;

/// <summary>One UDP socket and the thread that reads it, answering by itself whatever needs no waiting.</summary>
/// <remarks>A blocking receive on a thread of its own costs a third of an asynchronous loop's CPU for each query.</remarks>
internal sealed class DatagramListener : IAsyncDisposable
{
    // So many failures one after the other are no client's doing: the socket is broken.
    private const int MostFailures = 1000;

    private readonly Socket _socket;
    private readonly ListenAddress _address;
    private readonly QueryPipeline _pipeline;
    private readonly ServerCounters _counters;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _started;
    private volatile bool _stopping;

    public DatagramListener(Socket socket, ListenAddress address, ListenerContext context)
    {
        _socket = socket;
        _address = address;
        _pipeline = context.Pipeline;
        _counters = context.Counters;
        _logger = context.Logger;
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = $"DNS {_address}" }.Start();
    }

    /// <summary>Ends receiving; answers to come can still be sent.</summary>
    public void Stop()
    {
        _stopping = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Receive);
        }
        catch (SocketException)
        {
            // Linux says "not connected" for a UDP socket, and wakes the receiver all the same. Where the system does not, disposing does.
        }
    }

    /// <summary>Closes the socket, which also ends a receive that still blocks.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _socket.Dispose();
        if (_started)
        {
            await _ended.Task.ConfigureAwait(false);
        }
    }

    private void Run()
    {
        byte[] received = GC.AllocateUninitializedArray<byte>(ushort.MaxValue);
        byte[] reply = GC.AllocateUninitializedArray<byte>(ushort.MaxValue);
        SocketAddress client = new(_socket.AddressFamily);
        int failures = 0;
        while (!_stopping && failures < MostFailures)
        {
            try
            {
                int length = _socket.ReceiveFrom(received, SocketFlags.None, client);
                failures = 0;
                if (!_stopping)
                {
                    Handle(received.AsSpan(0, length), client, reply);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                failures = Note(exception, failures);
            }
        }

        _ended.SetResult();
    }

    private int Note(Exception exception, int failures)
    {
        if (_stopping)
        {
            return failures;
        }

        if (failures == 0)
        {
            ServerLog.ReceiveFailed(_logger, _address, exception);
        }
        else if (failures == MostFailures - 1)
        {
            ServerLog.ListenerEnded(_logger, _address, exception);
        }

        return failures + 1;
    }

    private void Handle(ReadOnlySpan<byte> query, SocketAddress client, Span<byte> reply)
    {
        _counters.Add(ServerCounter.UdpQueries);
        QueryOutcome outcome = _pipeline.Begin(query, new ClientAddress(client), TimeSpan.Zero, reply);
        if (outcome.Pending is { } pending)
        {
            SocketAddress copy = new(client.Family, client.Size);
            client.Buffer.CopyTo(copy.Buffer);
            _ = AnswerLaterAsync(pending, copy);
        }
        else if (outcome.Length > 0)
        {
            Send(reply[..outcome.Length], client);
        }
    }

    private async Task AnswerLaterAsync(PendingQuery pending, SocketAddress client)
    {
        byte[] reply = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        int length = await _pipeline.CompleteAsync(pending, TimeSpan.Zero, reply).ConfigureAwait(false);
        Send(reply.AsSpan(0, length), client);
        _pipeline.Done();
        ArrayPool<byte>.Shared.Return(reply);
    }

    private void Send(ReadOnlySpan<byte> reply, SocketAddress client)
    {
        try
        {
            _socket.SendTo(reply, SocketFlags.None, client);
            _counters.Add(ServerCounter.Responses);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client or its network is gone, or the server is being disposed: this response alone is lost.
            _counters.Add(ServerCounter.SendErrors);
        }
    }
}
