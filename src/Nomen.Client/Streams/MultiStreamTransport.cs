using System.Net;
using System.Runtime.CompilerServices;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Keeps connections to one upstream: opens one when there is a request, and another one when it closed, failed or is full (RFC 7766 section 6.2).</summary>
/// <remarks>
/// A request that died with a connection which had been in use is sent once more on another one: the server may have closed
/// the connection while the request was on its way. Zone transfers get connections of their own. Owns its connections, not the connector.
/// </remarks>
public sealed class MultiStreamTransport : IDnsStreamingTransport
{
    private readonly IStreamConnector _connector;
    private readonly MultiStreamTransportOptions _options;
    private readonly TransportServices _services;
    private readonly long _timeout;
    private readonly Lock _lock = new();
    private readonly List<StreamTransport> _connections = [];
    private readonly HashSet<StreamTransport> _transfers = [];
    private bool _isDisposed;

    /// <summary>Makes a transport; nothing is opened before the first request.</summary>
    /// <param name="connector">Opens connections to the upstream.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    public MultiStreamTransport(IStreamConnector connector, MultiStreamTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _connector = connector;
        _options = options ?? new MultiStreamTransportOptions();
        _services = services ?? TransportServices.Default;
        _timeout = (long)(_options.Timeout.TotalSeconds * _services.TimeProvider.TimestampFrequency);
    }

    /// <summary>Asks a server over TCP.</summary>
    /// <param name="server">Address and port, normally 53.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    public MultiStreamTransport(IPEndPoint server, MultiStreamTransportOptions? options = null, TransportServices? services = null)
        : this(new TcpConnector(server, services: services), options, services)
    {
    }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return SendCheckedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return TransferAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        StreamTransport[] connections;
        lock (_lock)
        {
            _isDisposed = true;
            connections = [.. _connections, .. _transfers];
            _connections.Clear();
        }

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
        deadline = Math.Min(deadline, _services.TimeProvider.GetTimestamp() + _timeout);
        bool wasLost = false;
        while (true)
        {
            if (Choose() is not { } connection)
            {
                return new StreamOutcome { Error = new TransportError(TransportFailure.Disposed) { Upstream = _connector.Upstream, Question = request.Question } };
            }

            StreamOutcome outcome = await connection.ExchangeAsync(request, deadline, earlierAttempts + (wasLost ? 1 : 0), cancellationToken);
            switch (outcome.Retry)
            {
                case StreamRetry.Unsent:
                    continue;
                case StreamRetry.ConnectionLost when !wasLost:
                    wasLost = true;
                    continue;
                case StreamRetry.Silent:
                    // Nothing at all came back: the next request had better not wait for the same silence.
                    connection.Drain();
                    return outcome;
                default:
                    return outcome;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsResponse> SendCheckedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        StreamOutcome outcome = await ExchangeAsync(request, long.MaxValue, 0, cancellationToken);
        return outcome.ResponseOrThrow();
    }

    private async IAsyncEnumerable<DnsResponse> TransferAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StreamTransport connection = StreamTransport.ForOneTransfer(_connector, _options.Stream, _services);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _transfers.Add(connection);
        }

        try
        {
            await foreach (DnsResponse response in connection.SendStreamingAsync(request, cancellationToken))
            {
                yield return response;
            }
        }
        finally
        {
            await connection.DisposeAsync();
            lock (_lock)
            {
                _transfers.Remove(connection);
            }
        }
    }

    /// <summary>The first connection with room; else a new one, if there may be one more; else the one where the fewest wait. Null when disposed.</summary>
    private StreamTransport? Choose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return null;
            }

            StreamTransport? shortest = null;
            int accepting = 0;
            int fewest = int.MaxValue;
            for (int i = _connections.Count - 1; i >= 0; i--)
            {
                StreamLoad load = _connections[i].Load;
                if (load.HasRoom)
                {
                    return _connections[i];
                }

                if (load.Phase == StreamPhase.Closed)
                {
                    _connections.RemoveAt(i);
                }
                else if (load.Phase < StreamPhase.Draining)
                {
                    accepting++;
                    (shortest, fewest) = load.Waiting < fewest ? (_connections[i], load.Waiting) : (shortest, fewest);
                }
            }

            if (accepting >= _options.MaxConnections)
            {
                return shortest;
            }

            StreamTransport opened = NewConnection();
            _connections.Add(opened);
            return opened;
        }
    }

    private StreamTransport NewConnection() => new(_connector, _options.Stream, _services);
}
