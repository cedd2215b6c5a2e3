using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Transfers;

/// <summary>One transfer under way: takes responses from the transport, within the time allowed, and has them checked.</summary>
/// <remarks>The thin part around <see cref="TransferInterpreter"/> and <see cref="TransferPace"/> that has a clock and a transport.</remarks>
internal sealed class TransferSource : IAsyncDisposable
{
    private readonly TransferInterpreter _interpreter;
    private readonly TransferPace _pace;
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;
    private readonly IAsyncEnumerator<DnsResponse> _responses;

    /// <summary>Starts; the request is sent with the first call of <see cref="NextAsync"/>.</summary>
    public TransferSource(IDnsStreamingTransport transport, DnsRequest request, TransferOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _interpreter = new TransferInterpreter(request, options);
        _time = time;
        _pace = new TransferPace(options, time.GetTimestamp(), time.TimestampFrequency);
        _caller = cancellationToken;
        _limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
        _responses = transport.SendStreamingAsync(request, _either.Token).GetAsyncEnumerator(_either.Token);
    }

    /// <summary>The next message; null after the last.</summary>
    /// <exception cref="TransferException">The transfer did not come to its end.</exception>
    /// <exception cref="DnsTransportException">No message came at all.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async ValueTask<TransferMessage?> NextAsync()
    {
        _caller.ThrowIfCancellationRequested();
        if (_interpreter.IsDone)
        {
            // The transport's own end of the stream is not waited for: some would wait for messages that nobody needs.
            return null;
        }

        DnsResponse response = await ReceiveAsync() ?? throw _interpreter.Cut();
        _pace.Count(response.Message.Length);
        return _interpreter.Handle(response);
    }

    /// <summary>Ends the transfer and frees its connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _responses.DisposeAsync();
        _either.Dispose();
        _limit.Dispose();
    }

    private async ValueTask<DnsResponse?> ReceiveAsync()
    {
        long end = _pace.BeginWait(_time.GetTimestamp());
        bool isOver;
        try
        {
            ValueTask<bool> next = _responses.MoveNextAsync();

            // Most often the next message is there already; then no timer needs to be set.
            bool waits = !next.IsCompleted;
            if (waits)
            {
                SetLimit(end);
            }

            bool hasMore = await next;
            if (waits)
            {
                _limit.CancelAfter(Timeout.InfiniteTimeSpan);
            }

            long now = _time.GetTimestamp();
            isOver = _pace.IsOver(now);
            if (!isOver && _pace.EndWait(now))
            {
                return hasMore ? _responses.Current : null;
            }
        }
        catch (DnsTransportException e) when (_interpreter.HasBegun)
        {
            throw _interpreter.Cut(e);
        }
        catch (DnsTransportException e) when (e.Failure == TransportFailure.Protocol)
        {
            throw _interpreter.Error(TransferFailure.Malformed, e.Error.Detail ?? "see the inner exception", e);
        }
        catch (OperationCanceledException) when (_limit.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            isOver = _pace.IsOver(_time.GetTimestamp());
        }

        throw isOver
            ? _interpreter.Error(TransferFailure.Timeout, "the time for the whole transfer is over")
            : _interpreter.Error(TransferFailure.Stalled, "the server sends less than the least rate");
    }

    private void SetLimit(long end)
    {
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), end);
        TimeSpan most = TimeSpan.FromMilliseconds(int.MaxValue);
        _limit.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left > most ? most : left);
    }
}
