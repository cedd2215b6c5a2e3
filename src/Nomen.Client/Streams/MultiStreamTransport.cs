using System.Net;
using System.Runtime.CompilerServices;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Keeps connections to one upstream: opens one when there is a request, and another one when it closed, failed or is full (RFC 7766 section 6.2).</summary>
/// <remarks>
/// A request that was never written moves to the next connection. One that died with a connection which had been in use is
/// sent once more, as the server may have closed it while the request was on its way; an UPDATE is not, unless the options say
/// so. When connecting fails, requests fail at once with the cause, and a hold-off keeps from trying again and again. Zone
/// transfers get connections of their own. Owns its connections, not the connector.
/// </remarks>
public sealed class MultiStreamTransport : IDnsStreamingTransport
{
    private readonly MultiStreamTransportOptions _options;
    private readonly TimeProvider _time;
    private readonly long _timeout;
    private readonly ConnectionPool _pool;
    private readonly TransferStarter _transfers;
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Makes a transport; nothing is opened before the first request.</summary>
    /// <param name="connector">Opens connections to the upstream; for several addresses a <see cref="HappyEyeballs.HappyEyeballsConnector"/>.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    /// <exception cref="ArgumentException">The first hold-off is longer than the longest.</exception>
    public MultiStreamTransport(IStreamConnector connector, MultiStreamTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _options = options ?? new MultiStreamTransportOptions();
        if (_options.FirstHoldOff > _options.MaxHoldOff)
        {
            throw new ArgumentException($"{nameof(_options.FirstHoldOff)} is longer than {nameof(_options.MaxHoldOff)}.", nameof(options));
        }

        services ??= TransportServices.Default;
        _time = services.TimeProvider;
        _timeout = (long)(_options.Timeout.TotalSeconds * _time.TimestampFrequency);
        _pool = new ConnectionPool(new TimedConnector(connector, _options.ConnectTimeout, _time), _options, services);
        _transfers = new TransferStarter(_pool, _options, connector.Upstream, _time);
    }

    /// <summary>Asks a server over TCP.</summary>
    /// <param name="server">Address and port, normally 53.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    /// <exception cref="ArgumentException">The first hold-off is longer than the longest.</exception>
    public MultiStreamTransport(IPEndPoint server, MultiStreamTransportOptions? options = null, TransportServices? services = null)
        : this(new TcpConnector(server, services: services), options, services)
    {
    }

    /// <summary>How things stand: connections, requests, failures.</summary>
    public MultiStreamStatistics Statistics => _pool.Snapshot();

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return SendCheckedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A connection that ends before the first message is replaced as for other requests; later than that the transfer fails.
    /// More transfers than <see cref="MultiStreamTransportOptions.MaxTransfers"/> wait for their turn.
    /// </remarks>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return TransferAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<StreamTransport> connections = _pool.Close();

        // Wakes those who wait for the end of a hold-off or for a place; has neither timer nor handle that would want disposing.
        _ending.Cancel();
        foreach (StreamTransport connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>As <see cref="SendAsync"/>, with the outcome as a value.</summary>
    /// <param name="request">The request; no AXFR.</param>
    /// <param name="deadline">Timestamp that ends it, if nothing does before.</param>
    /// <param name="earlierAttempts">How often it was sent before, over UDP.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<StreamOutcome> ExchangeAsync(DnsRequest request, long deadline, int earlierAttempts, CancellationToken cancellationToken)
    {
        deadline = Math.Min(deadline, _time.GetTimestamp() + _timeout);
        var attempts = new RequestAttempts(request, _options);
        StreamOutcome last = default;
        while (true)
        {
            PoolChoice choice = _pool.Choose(attempts.MayConnect);
            if (choice.Connection is not { } connection)
            {
                if (!attempts.TryWait(choice.RetryAt, deadline))
                {
                    return IsOwnFailure(last, choice)
                        ? last
                        : new StreamOutcome { Error = choice.Error! with { Question = request.Question, Attempts = earlierAttempts + attempts.Sends } };
                }

                await _time.UntilAsync(choice.RetryAt!.Value, cancellationToken, _ending.Token);
                if (cancellationToken.IsCancellationRequested)
                {
                    return new StreamOutcome { Cancelled = cancellationToken };
                }

                continue;
            }

            if (last.Retry is StreamRetry.ConnectionLost or StreamRetry.NewConnectionLost)
            {
                _pool.HandleResend();
            }

            last = await connection.ExchangeAsync(request, deadline, earlierAttempts + attempts.Sends, cancellationToken);
            if (last.Response is not null)
            {
                _pool.HandleResponse(connection);
                return last;
            }

            if (last.Retry == StreamRetry.Silent)
            {
                // Nothing at all came back: the next request had better not wait for the same silence.
                connection.Drain();
            }

            if (!attempts.TryAgain(last.Retry))
            {
                return last;
            }
        }
    }

    /// <summary>Whether what the request itself met says more than why it gets no connection now.</summary>
    private static bool IsOwnFailure(in StreamOutcome last, in PoolChoice choice) =>
        choice.Error is null || (choice.Error.Failure != TransportFailure.Disposed && last.Retry is StreamRetry.NotConnected or StreamRetry.NewConnectionLost);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsResponse> SendCheckedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        StreamOutcome outcome = await ExchangeAsync(request, long.MaxValue, 0, cancellationToken);
        return outcome.ResponseOrThrow();
    }

    private async IAsyncEnumerable<DnsResponse> TransferAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using RunningTransfer transfer = await _transfers.StartAsync(request, cancellationToken, _ending.Token);
        for (bool hasMore = transfer.HasFirst; hasMore; hasMore = await transfer.Responses.MoveNextAsync())
        {
            yield return transfer.Responses.Current;
        }
    }
}
