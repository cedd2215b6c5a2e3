using System.Net;
using System.Runtime.CompilerServices;
using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>Asks one server over UDP, and over a stream what UDP cannot carry or cannot be trusted with (RFC 7766 section 5, RFC 5452).</summary>
/// <remarks>
/// The stream is asked when the response was cut (its records are not used), when replies looked forged, folded the letter
/// case or lacked the server's cookie, when the server takes no cookie, and, if told so, after silence; zone transfers go
/// over it, and updates, which must not be sent twice. An upstream that refuses EDNS is asked without it. Holds what it
/// learnt of that.
/// Owns both halves. Thread-safe.
/// </remarks>
public sealed class DatagramStreamTransport : IDnsStreamingTransport
{
    private readonly IDnsTransport _datagram;
    private readonly IDnsTransport _stream;
    private readonly DatagramLeg _datagramLeg;
    private readonly StreamLeg _streamLeg;
    private readonly EdnsFallback _edns;
    private readonly CookieProbe _cookieProbe;
    private readonly TimeProvider _time;
    private readonly long _timeout;
    private readonly long? _streamAfter;
    private readonly bool _triesIxfr;

    /// <summary>Puts two transports to the same server together.</summary>
    /// <param name="datagram">Over UDP; normally a <see cref="DatagramTransport"/>.</param>
    /// <param name="stream">Over TCP or TLS; normally a <see cref="MultiStreamTransport"/>.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException"><see cref="DatagramStreamTransportOptions.StreamAfter"/> is not below <see cref="DatagramStreamTransportOptions.Timeout"/>.</exception>
    public DatagramStreamTransport(IDnsTransport datagram, IDnsTransport stream, DatagramStreamTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(datagram);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new DatagramStreamTransportOptions();
        if (options.StreamAfter >= options.Timeout)
        {
            throw new ArgumentException($"{nameof(options.StreamAfter)} leaves no time for the stream within {nameof(options.Timeout)}.", nameof(options));
        }

        services ??= TransportServices.Default;
        _time = services.TimeProvider;
        _cookieProbe = new CookieProbe(services.Random);
        _datagram = datagram;
        _stream = stream;
        _datagramLeg = new DatagramLeg(datagram, _time);
        _streamLeg = new StreamLeg(stream, _time);
        _edns = new EdnsFallback(options.EdnsFallback, Ticks(options.EdnsMemory));
        _timeout = Ticks(options.Timeout);
        _streamAfter = options.StreamAfter is { } time ? Ticks(time) : null;
        _triesIxfr = options.DatagramIxfr;
    }

    /// <summary>Asks a server over UDP and TCP, with the defaults of both.</summary>
    /// <param name="server">Address and port, normally 53.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    public DatagramStreamTransport(IPEndPoint server, DatagramStreamTransportOptions? options = null, TransportServices? services = null)
        : this(new DatagramTransport(server, services: services), new MultiStreamTransport(server, services: services), options, services)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="DnsTransportException">No response; with <see cref="TransportFailure.Truncated"/> only one that was cut, which the exception carries for display.</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return SendCheckedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>AXFR goes over the stream. IXFR is tried over UDP, and goes over the stream when that brings less than all of it (RFC 1995 sections 2 and 4).</remarks>
    /// <exception cref="InvalidOperationException">The stream half takes no transfers.</exception>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return _stream is IDnsStreamingTransport stream
            ? TransferAsync(stream, request, cancellationToken)
            : throw new InvalidOperationException("The stream half of this transport takes no zone transfers.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _datagram.DisposeAsync();
        await _stream.DisposeAsync();
    }

    /// <summary>As <see cref="SendAsync"/>, with the outcome as a value.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<UpstreamOutcome> ExchangeAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        long deadline = start + _timeout;
        DnsRequest adapted = _edns.Adapt(request, start);
        UpstreamOutcome outcome = await AskAsync(adapted, start, deadline, cancellationToken);
        if (outcome.Response is not { } refusal || !_edns.Refuses(adapted, refusal))
        {
            return outcome;
        }

        UpstreamOutcome plain = await AskAsync(EdnsFallback.Without(adapted), _time.GetTimestamp(), deadline, cancellationToken);
        if (plain.Response is not { } response)
        {
            // The refusal is a response too, and says more than a time-out.
            return outcome;
        }

        _edns.Learn(response, _time.GetTimestamp());
        return plain;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsResponse> SendCheckedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        UpstreamOutcome outcome = await ExchangeAsync(request, cancellationToken);
        return outcome.ResponseOrThrow();
    }

    private async IAsyncEnumerable<DnsResponse> TransferAsync(IDnsStreamingTransport stream, DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_triesIxfr && request.Question is { Type: DnsType.IXFR } && await TryIxfrAsync(request, cancellationToken) is { } whole)
        {
            yield return whole;
            yield break;
        }

        await foreach (DnsResponse response in stream.SendStreamingAsync(request, cancellationToken))
        {
            yield return response;
        }
    }

    /// <summary>The differences, when one datagram holds all of them, or says that there are none; else null: cut, a newer SOA alone, an error, silence.</summary>
    private async ValueTask<DnsResponse?> TryIxfrAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        long now = _time.GetTimestamp();
        DatagramOutcome outcome = await _datagramLeg.ExchangeAsync(request, now, now + (_streamAfter ?? _timeout), cancellationToken);
        return outcome is { WantsStream: false, Response: { Rcode: Rcode.NoError } response } && new TransferFraming(request).Handle(response.Message.View) == ReplyStep.Last
            ? response
            : null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<UpstreamOutcome> AskAsync(DnsRequest request, long now, long deadline, CancellationToken cancellationToken)
    {
        if (!request.IsRepeatable)
        {
            // Over UDP silence would leave the choice between a second sending and no answer.
            return await _streamLeg.ExchangeAsync(request, deadline, 0, cancellationToken);
        }

        long datagramDeadline = _streamAfter is { } time ? Math.Min(deadline, now + time) : deadline;
        DatagramOutcome datagram = await _datagramLeg.ExchangeAsync(request, now, datagramDeadline, cancellationToken);
        bool isSilent = datagram.Error?.Failure == TransportFailure.Timeout;
        if (!datagram.WantsStream && !(isSilent && _streamAfter is not null))
        {
            return new UpstreamOutcome(datagram.Response, datagram.Error);
        }

        int attempts = datagram.Response?.Attempts ?? datagram.Error?.Attempts ?? 0;
        bool lacksCookie = datagram.Kind == DatagramOutcomeKind.CookieMissing;
        UpstreamOutcome stream = await _streamLeg.ExchangeAsync(lacksCookie ? _cookieProbe.AddTo(request) : request, deadline, attempts, cancellationToken);
        if (lacksCookie && stream.Response is { } proven && CookieProbe.IsGone(proven))
        {
            _datagramLeg.ForgetServerCookies();
        }

        if (stream.Response is { Message.IsTruncated: true } cut)
        {
            // Cut although a stream has room: there is no further step (docs/threats.md B6).
            return new UpstreamOutcome(null, Truncated(request, cut, cut.Message, null));
        }

        return stream.Error is { } error && datagram is { Kind: DatagramOutcomeKind.Truncated, Response: { } truncated }
            ? new UpstreamOutcome(null, Truncated(request, truncated, truncated.Message, error))
            : stream;
    }

    private static TransportError Truncated(DnsRequest request, DnsResponse from, DnsMessage message, TransportError? streamError) => new(TransportFailure.Truncated)
    {
        Upstream = streamError?.Upstream ?? from.Upstream,
        Question = request.Question,
        Attempts = streamError?.Attempts ?? from.Attempts,
        Cause = streamError?.Cause,
        Detail = streamError?.ToString(),
        Truncated = message,
    };

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
