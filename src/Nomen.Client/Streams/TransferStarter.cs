using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Gets transfers going: a place, a connection, the first message. Until that has come the connection may be replaced, never after.</summary>
internal sealed class TransferStarter(ConnectionPool pool, MultiStreamTransportOptions options, string upstream, TimeProvider time)
{
    private readonly TransferPlaces _places = new(options.MaxTransfers, time);

    /// <summary>Starts a transfer.</summary>
    /// <param name="request">AXFR or IXFR.</param>
    /// <param name="cancellationToken">The caller gives up.</param>
    /// <param name="ending">The transport is being disposed.</param>
    /// <exception cref="DnsTransportException">There is no first message.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<RunningTransfer> StartAsync(DnsRequest request, CancellationToken cancellationToken, CancellationToken ending)
    {
        long deadline = time.GetTimestamp() + (long)(options.Timeout.TotalSeconds * time.TimestampFrequency);
        await EnterAsync(request, cancellationToken, ending);
        try
        {
            return await StartWithPlaceAsync(request, deadline, cancellationToken, ending);
        }
        catch
        {
            _places.Leave();
            throw;
        }
    }

    private async ValueTask EnterAsync(DnsRequest request, CancellationToken cancellationToken, CancellationToken ending)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
        try
        {
            if (!await _places.EnterAsync(options.Timeout, either.Token))
            {
                throw Failure(request, new TransportError(TransportFailure.Overloaded) { Detail = $"{options.MaxTransfers} transfers are under way" }, 0);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(request, new TransportError(TransportFailure.Disposed), 0);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async ValueTask<RunningTransfer> StartWithPlaceAsync(DnsRequest request, long deadline, CancellationToken cancellationToken, CancellationToken ending)
    {
        var attempts = new RequestAttempts(request, options);
        TransportError? last = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PoolChoice choice = last is null || attempts.MayConnect ? pool.OpenForTransfer() : default;
            if (choice.Connection is not { } connection)
            {
                if (!attempts.TryWait(choice.RetryAt, deadline))
                {
                    throw Failure(request, last ?? choice.Error!, attempts.Sends);
                }

                await time.UntilAsync(choice.RetryAt!.Value, cancellationToken, ending);
                continue;
            }

            var transfer = new RunningTransfer(connection, connection.SendStreamingAsync(request, cancellationToken).GetAsyncEnumerator(CancellationToken.None), pool, _places);
            bool isStarted = false;
            try
            {
                await transfer.StartAsync();
                isStarted = true;
                pool.HandleResponse(connection);
                return transfer;
            }
            catch (DnsTransportException e)
            {
                StreamRetry retry = RetryAfter(connection.End);
                if (!attempts.TryAgain(retry))
                {
                    throw;
                }

                if (retry == StreamRetry.ConnectionLost)
                {
                    pool.HandleResend();
                }

                last = e.Error;
            }
            finally
            {
                if (!isStarted)
                {
                    await transfer.DropConnectionAsync();
                }
            }
        }
    }

    private static StreamRetry RetryAfter(StreamEnd? end) => end?.Kind switch
    {
        StreamEndKind.NotConnected => StreamRetry.NotConnected,
        StreamEndKind.Fruitless => StreamRetry.ConnectionLost,
        _ => StreamRetry.Never,
    };

    private DnsTransportException Failure(DnsRequest request, TransportError error, int sends) =>
        new(error with { Upstream = upstream, Question = request.Question, Attempts = sends });
}
