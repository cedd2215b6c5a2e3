using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>One client's connection (RFC 7766): reads queries, answers them in whatever order the answers come, several in one write.</summary>
/// <remarks>The thin loop around <see cref="FrameAssembler"/>, <see cref="ConnectionFlow"/> and <see cref="ConnectionClock"/>, over any stream.</remarks>
internal sealed class ServerConnection : IDisposable
{
    private readonly Stream _stream;
    private readonly ClientAddress _address;
    private readonly QueryPipeline _pipeline;
    private readonly ConnectionTable _table;
    private readonly TimeProvider _time;
    private readonly ServerCounters _counters;
    private readonly ILogger _logger;
    private readonly FrameAssembler _frames = new();
    private readonly ConnectionFlow _flow;
    private readonly ConnectionClock _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();

    public ServerConnection(Stream stream, IPEndPoint client, DnsProtocol protocol, ListenerContext context)
    {
        _stream = stream;
        _address = new ClientAddress(client, protocol);
        _pipeline = context.Pipeline;
        _table = context.Connections;
        _time = context.Time;
        _counters = context.Counters;
        _logger = context.Logger;
        Client = client;
        _flow = new ConnectionFlow(context.ConnectionOptions.WriteQueue, context.ConnectionOptions.MaxPipelined);
        _clock = new ConnectionClock(_time.GetTimestamp());
    }

    /// <summary>The far end.</summary>
    public IPEndPoint Client { get; }

    /// <summary>Serves the connection until the client closes it, its time is up, or the server stops. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReadAsync().ConfigureAwait(false);
            await _flow.EmptyAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The client hung up, or was hung up on: nothing is left to be done for it.
            _flow.Abandon();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            ServerLog.ConnectionFailed(_logger, Client, exception);
        }
        finally
        {
            Dispose();
            _table.Remove(this);
        }
    }

    /// <summary>Reads no more queries; those read are answered.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Ends everything at once.</summary>
    /// <remarks>The token sources hold neither timer nor handle, and others may still look at them: they are left to the garbage collector.</remarks>
    public void Dispose()
    {
        _stop.Cancel();
        _abort.Cancel();
        _flow.Abandon();
        _stream.Dispose();
    }

    /// <summary>Whether the client has had its time.</summary>
    public bool IsOverdue(long now, long idle, long query) => _clock.IsOverdue(now, _flow.IsBusy, idle, query);

    private static bool IsEnd(Exception exception) => exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    private async Task ReadAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            HandleQueries();
            if (!_flow.HasRoom)
            {
                await _flow.RoomAsync().ConfigureAwait(false);
                _clock.HandleResumed(_time.GetTimestamp());
                continue;
            }

            int received = await ReceiveAsync().ConfigureAwait(false);
            if (received == 0)
            {
                // The client says no more; it still gets its answers (RFC 7766 section 6.2.4).
                return;
            }

            _frames.HandleReceived(received);
        }
    }

    private async ValueTask<int> ReceiveAsync()
    {
        try
        {
            int received = await _stream.ReadAsync(_frames.Free, _stop.Token).ConfigureAwait(false);
            return received;
        }
        catch (OperationCanceledException) when (!_abort.IsCancellationRequested)
        {
            // The server stops: what was read is answered, and nothing more is read.
            return 0;
        }
    }

    /// <summary>Handles every whole query that was received, as far as there is room, and only then starts to write: one write for all of them.</summary>
    private void HandleQueries()
    {
        bool startsWriter = false;
        while (_flow.HasRoom && _frames.TryTake(out ReadOnlySpan<byte> query))
        {
            startsWriter |= Handle(query);
        }

        _clock.HandleReceived(_time.GetTimestamp(), _frames.HasPartial ? _frames.Taken : null);
        if (startsWriter)
        {
            _ = WriteAsync();
        }
    }

    private bool Handle(ReadOnlySpan<byte> query)
    {
        _counters.Add(ServerCounter.TcpQueries);
        _flow.Begin();
        byte[] reply = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        QueryOutcome outcome = _pipeline.Begin(query, _address, _table.IdleTimeout, reply);
        if (outcome.Pending is { } pending)
        {
            _ = AnswerLaterAsync(pending, reply);
            return false;
        }

        if (outcome.Transfer is { } transfer)
        {
            _ = TransferAsync(transfer, reply);
            return false;
        }

        bool startsWriter = Complete(reply.AsSpan(0, outcome.Length));
        ArrayPool<byte>.Shared.Return(reply);
        return startsWriter;
    }

    private bool Complete(ReadOnlySpan<byte> reply, bool isLast = true)
    {
        if (!reply.IsEmpty)
        {
            _counters.Add(ServerCounter.Responses);
        }

        return _flow.Complete(reply, isLast);
    }

    private async Task AnswerLaterAsync(PendingQuery pending, byte[] reply)
    {
        try
        {
            int length = await _pipeline.CompleteAsync(pending, _table.IdleTimeout, reply).ConfigureAwait(false);
            CompleteAndWrite(reply.AsSpan(0, length), isLast: true);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        _pipeline.Done();
        ArrayPool<byte>.Shared.Return(reply);
    }

    private async Task TransferAsync(PendingTransfer transfer, byte[] reply)
    {
        try
        {
            await foreach (DnsResponse response in transfer.Responses.WithCancellation(_abort.Token).ConfigureAwait(false))
            {
                // A client that does not read stops the transfer, not the server's memory.
                await _flow.RoomAsync().ConfigureAwait(false);
                _abort.Token.ThrowIfCancellationRequested();
                int length = _pipeline.Write(response, transfer, _table.IdleTimeout, reply);
                CompleteAndWrite(reply.AsSpan(0, length), isLast: false);
            }

            CompleteAndWrite([], isLast: true);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // RFC 5936 section 2.2: an error in the middle is told as such, and ends the transfer.
            int length = _pipeline.WriteFailure(exception, transfer, _table.IdleTimeout, reply);
            CompleteAndWrite(reply.AsSpan(0, length), isLast: true);
        }

        _pipeline.Done();
        ArrayPool<byte>.Shared.Return(reply);
    }

    /// <summary>Queues a message and starts the writer if there is none. Nobody waits for the writer: it may be busy with the answers of others for long.</summary>
    private void CompleteAndWrite(ReadOnlySpan<byte> reply, bool isLast)
    {
        if (Complete(reply, isLast))
        {
            _ = WriteAsync();
        }
    }

    /// <summary>The one writer: goes on while there is something, so that what comes during one write is in the next.</summary>
    private async Task WriteAsync()
    {
        try
        {
            while (_flow.TryTake(out ReadOnlyMemory<byte> batch))
            {
                _clock.HandleWriting(_time.GetTimestamp());
                await _stream.WriteAsync(batch, _abort.Token).ConfigureAwait(false);
                _clock.HandleWritten(_time.GetTimestamp());
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            _counters.Add(ServerCounter.SendErrors);
            Dispose();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Something unexpected happened where nobody waits for it: told to the log, and the end of this connection alone.</summary>
    private void Fail(Exception exception)
    {
        ServerLog.ConnectionFailed(_logger, Client, exception);
        Dispose();
    }
}
