using System.Diagnostics;
using System.Net;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>One TCP or TLS connection with many requests at a time, answered in any order (RFC 7766, RFC 7828, RFC 7858).</summary>
/// <remarks>
/// Connects with the first request, and dies with the connection: when the peer or idleness has ended it, every further
/// request fails with <see cref="TransportFailure.ConnectionClosed"/>. <see cref="MultiStreamTransport"/> is the one that
/// connects again. Hop layer: nothing is below it but the connector, which it does not own.
/// </remarks>
public sealed class StreamTransport : IDnsStreamingTransport
{
    private readonly StreamPipeline _pipeline;

    /// <summary>Makes a transport; the connection opens with the first request.</summary>
    /// <param name="connector">Opens the connection, once.</param>
    /// <param name="options">Limits and timers; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    public StreamTransport(IStreamConnector connector, StreamTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _pipeline = new StreamPipeline(connector, options ?? new StreamTransportOptions(), services ?? TransportServices.Default, isForOneTransfer: false);
    }

    private StreamTransport(StreamPipeline pipeline) => _pipeline = pipeline;

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
        return await OpenAsync(new StreamTransport(new TcpConnector(server, connectorOptions, services), options, services), cancellationToken);
    }

    /// <summary>Connects to a server over TLS, and returns when the server has proved who it is.</summary>
    /// <param name="server">Address and port, normally 853.</param>
    /// <param name="options">Limits and timers; null for the defaults.</param>
    /// <param name="connectorOptions">Authentication; null for the defaults: the certificate must be for the address.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DnsTransportException">No connection: as over TCP, or <see cref="TransportFailure.Tls"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static async ValueTask<StreamTransport> ConnectTlsAsync(
        IPEndPoint server,
        StreamTransportOptions? options = null,
        TlsConnectorOptions? connectorOptions = null,
        TransportServices? services = null,
        CancellationToken cancellationToken = default) =>
        await OpenAsync(new StreamTransport(new TlsConnector(server, connectorOptions, services), options, services), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfTransfer(request);
        if (NomenTelemetry.Activities.HasListeners())
        {
            return SendTracedAsync(request, cancellationToken);
        }

        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<DnsResponse>(cancellationToken)
            : Begin(request, cancellationToken).Response;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Shares the connection with other requests. A reader that falls 1 MiB behind fails its own transfer
    /// (<see cref="TransportFailure.Overloaded"/>), never the connection.
    /// </remarks>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ThrowUnlessTransfer(request);
        return TransferExchange.ReadAsync(_pipeline, request, cancellationToken);
    }

    /// <summary>As <see cref="SendAsync"/>, with the outcome as a value.</summary>
    /// <param name="request">The request.</param>
    /// <param name="deadline">Timestamp that ends the wait, if nothing does before.</param>
    /// <param name="earlierAttempts">How often it was sent before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal ValueTask<StreamOutcome> ExchangeAsync(DnsRequest request, long deadline, int earlierAttempts, CancellationToken cancellationToken)
    {
        if (NomenTelemetry.Activities.HasListeners())
        {
            return ExchangeTracedAsync(request, deadline, earlierAttempts, cancellationToken);
        }

        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromResult(new StreamOutcome { Cancelled = cancellationToken })
            : Begin(request, cancellationToken, deadline, earlierAttempts).Outcome;
    }

    /// <summary>A connection for one transfer, whose reader may be slow: it holds nobody up.</summary>
    internal static StreamTransport ForOneTransfer(IStreamConnector connector, StreamTransportOptions options, TransportServices services, long serial = 0) =>
        new(new StreamPipeline(connector, options, services, isForOneTransfer: true)) { Serial = serial };

    /// <summary>Which one it is of several to the same upstream, in the order in which they were made.</summary>
    internal long Serial { get; init; }

    /// <summary>What a new request would meet.</summary>
    internal StreamLoad Load => _pipeline.Load;

    /// <summary>Requests that were sent and have not ended.</summary>
    internal int InFlight => _pipeline.Load.InFlight;

    /// <summary>How the connection ended; null while it has not.</summary>
    internal StreamEnd? End => _pipeline.End;

    /// <summary>Ends the connection although requests are under way, as another is to take its place.</summary>
    internal void Abort() => _pipeline.Abort();

    /// <summary>Takes no new requests from now on; the connection ends when nothing is under way.</summary>
    internal void Drain() => _pipeline.Drain();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _pipeline.DisposeAsync();

    /// <summary>Refuses what has not one response.</summary>
    internal static void ThrowIfTransfer(DnsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { IsTransfer: true, Question.Type: DnsType.AXFR })
        {
            throw new ArgumentException("AXFR has many responses: use SendStreamingAsync.", nameof(request));
        }
    }

    /// <summary>Refuses what has not many responses.</summary>
    internal static void ThrowUnlessTransfer(DnsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.IsTransfer)
        {
            throw new ArgumentException("Only AXFR and IXFR have many responses: use SendAsync.", nameof(request));
        }
    }

    private static async ValueTask<StreamTransport> OpenAsync(StreamTransport transport, CancellationToken cancellationToken)
    {
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

    private async ValueTask<DnsResponse> SendTracedAsync(DnsRequest request, CancellationToken cancellationToken) =>
        (await ExchangeTracedAsync(request, long.MaxValue, 0, cancellationToken)).ResponseOrThrow();

    /// <summary>The same in a span of its own, which only an asynchronous method can hold open.</summary>
    private async ValueTask<StreamOutcome> ExchangeTracedAsync(DnsRequest request, long deadline, int earlierAttempts, CancellationToken cancellationToken)
    {
        using Activity? activity = NomenTelemetry.StartExchange(request, _pipeline.Upstream);
        cancellationToken.ThrowIfCancellationRequested();
        StreamOutcome outcome = await Begin(request, cancellationToken, deadline, earlierAttempts).Outcome;
        NomenTelemetry.EndExchange(activity, outcome.Error);
        return outcome;
    }

    private SingleExchange Begin(DnsRequest request, CancellationToken cancellationToken, long deadline = long.MaxValue, int earlierAttempts = 0)
    {
        SingleExchange exchange = SingleExchange.Rent(request, _pipeline.Completions);
        exchange.QueryDeadline = deadline;
        exchange.EarlierAttempts = earlierAttempts;
        _pipeline.Begin(exchange);
        exchange.CancelWith(_pipeline, cancellationToken);
        return exchange;
    }
}
