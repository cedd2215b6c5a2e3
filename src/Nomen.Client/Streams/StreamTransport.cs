using System.Net;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>One TCP or TLS connection with many requests at a time, answered in any order (RFC 7766, RFC 7828, RFC 7858).</summary>
/// <remarks>
/// Connects with the first request, and dies with the connection: when the peer or idleness has ended it, every further
/// request fails with <see cref="TransportFailure.ConnectionClosed"/>. Hop layer: nothing is below it but the connector, which it does not own.
/// </remarks>
public sealed class StreamTransport : IDnsTransport
{
    private readonly StreamPipeline _pipeline;

    /// <summary>Makes a transport; the connection opens with the first request.</summary>
    /// <param name="connector">Opens the connection, once.</param>
    /// <param name="options">Limits and timers; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    public StreamTransport(IStreamConnector connector, StreamTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _pipeline = new StreamPipeline(connector, options ?? new StreamTransportOptions(), services ?? TransportServices.Default);
    }

    /// <summary>Connects to a server over TCP, and returns when the connection is open.</summary>
    /// <param name="server">Address and port, normally 53.</param>
    /// <param name="options">Limits and timers; null for the defaults.</param>
    /// <param name="connectorOptions">How to connect; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DnsTransportException">No connection: refused, unreachable, or not in time.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static async ValueTask<StreamTransport> ConnectTcpAsync(
        IPEndPoint server,
        StreamTransportOptions? options = null,
        TcpConnectorOptions? connectorOptions = null,
        TransportServices? services = null,
        CancellationToken cancellationToken = default)
    {
        var transport = new StreamTransport(new TcpConnector(server, connectorOptions, services), options, services);
        try
        {
            await transport._pipeline.OpenAsync(cancellationToken);
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }

        return transport;
    }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<DnsResponse>(cancellationToken)
            : Begin(request, cancellationToken).Response;
    }

    /// <summary>As <see cref="SendAsync"/>, with the outcome as a value.</summary>
    internal ValueTask<StreamOutcome> ExchangeAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromResult(new StreamOutcome { Cancelled = cancellationToken })
            : Begin(request, cancellationToken).Outcome;
    }

    /// <summary>What a new request would meet.</summary>
    internal (bool Accepts, bool HasRoom, int Waiting) Load => _pipeline.Load;

    /// <summary>Takes no new requests from now on; the connection ends when nothing is under way.</summary>
    internal void Drain() => _pipeline.Drain();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _pipeline.DisposeAsync();

    private SingleExchange Begin(DnsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { IsTransfer: true, Question.Type: DnsType.AXFR })
        {
            throw new ArgumentException("A zone transfer has many responses: use SendStreamingAsync.", nameof(request));
        }

        SingleExchange exchange = SingleExchange.Rent(request);
        _pipeline.Begin(exchange);
        exchange.CancelWith(_pipeline, cancellationToken);
        return exchange;
    }
}
