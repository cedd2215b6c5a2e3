using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Server.Cookies;

namespace Nomen.Server.Listeners;

/// <summary>From a client's octets to the response's octets, the same for every kind of listener. One for a server; thread-safe.</summary>
/// <remarks>
/// What the transport has in memory is answered first (<see cref="FastResponder"/>). For the rest:
/// 1. <see cref="QueryGate"/> reads the message and settles what needs no answer from anybody. 2. A request is made of the question, and
/// sent. 3. The response is written for this client, at once when it is there already (a zone, a cache hit), else when it comes.
/// </remarks>
internal sealed class QueryPipeline
{
    private static readonly FrozenDictionary<DomainName, TsigKey> NoKeys = FrozenDictionary<DomainName, TsigKey>.Empty;

    private readonly IDnsTransport _transport;
    private readonly DnsServerOptions _options;
    private readonly TransportServices _services;
    private readonly ServerCounters _counters;
    private readonly AccessList _allowed;
    private readonly byte[] _identity;
    private readonly CookieDesk? _cookies;
    private readonly FastResponder? _fast;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private bool _isDraining;

    public QueryPipeline(IDnsTransport transport, DnsServerOptions options, TransportServices services, ServerCounters counters)
    {
        _transport = transport;
        _options = options;
        _services = services;
        _counters = counters;
        _allowed = new AccessList(options.Allow);
        _identity = Encoding.UTF8.GetBytes(options.Identity ?? "");
        _cookies = options.Cookies is { } cookies ? new CookieDesk(cookies, services) : null;
        _logger = services.LoggerFactory.CreateLogger<DnsServer>();
        _fast = transport is IDnsFastPath path ? new FastResponder(path, options, _identity, _cookies, counters, _logger) : null;
    }

    /// <summary>Queries that wait for their answers.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Whether a client may ask; for connections, before the first query.</summary>
    public bool IsAllowed(in ClientAddress client) => client.IsIn(_allowed);

    /// <summary>Answers a message. The result is in <paramref name="reply"/> (length over 0), or comes later, or there is none.</summary>
    /// <param name="octets">What the client sent; not needed any more when the method returns.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="keepalive">How long the client's connection may be idle; told when asked for.</param>
    /// <param name="reply">65,535 octets for the response.</param>
    public QueryOutcome Begin(ReadOnlySpan<byte> octets, in ClientAddress client, TimeSpan keepalive, Span<byte> reply)
    {
        bool isAllowed = client.IsIn(_allowed);
        if (isAllowed && _fast?.TryAnswer(octets, client, keepalive, reply) is > 0 and int length)
        {
            return new QueryOutcome(length);
        }

        // 1.
        QueryGate gate = QueryGate.Read(octets, client, isAllowed, _options, _cookies);
        switch (gate.Verdict)
        {
            case QueryVerdict.Ignore:
                _counters.Add(ServerCounter.Ignored);
                return default;

            case QueryVerdict.BareError:
                CountError(gate.Rcode);
                return new QueryOutcome(ResponseRewriter.WriteBareError(gate.Rcode, (Opcode)((octets[2] >> 3) & 0xf), gate.Asker, reply));

            case QueryVerdict.Error when gate.Rcode == Rcode.NotAuth && gate.Message.HasTsig:
                return new QueryOutcome(WriteTsigError(gate, keepalive, reply));

            case QueryVerdict.Error:
                return new QueryOutcome(WriteError(gate.Rcode, gate.Question, gate.Asker, keepalive, reply));

            case QueryVerdict.AboutServer:
                return new QueryOutcome(AnswerAboutServer(gate, keepalive, reply));

            default:
                return Ask(gate, client, keepalive, reply);
        }
    }

    /// <summary>Waits for an answer, in time, and writes it; returns its length.</summary>
    public async ValueTask<int> CompleteAsync(PendingQuery pending, TimeSpan keepalive, Memory<byte> reply)
    {
        try
        {
            // The transport has its own deadline, from the context; this one is for a transport that does not keep it.
            TimeSpan left = pending.Request.Context?.Remaining ?? _options.QueryTimeout;
            DnsResponse response = await pending.Response.AsTask().WaitAsync(left, _services.TimeProvider).ConfigureAwait(false);
            return Write(response, pending.Request, pending.Question, pending.Asker, keepalive, reply.Span);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The blast radius of whatever a transport throws is this query.
            return WriteFailure(exception, pending.Request, pending.Question, pending.Asker, keepalive, reply.Span);
        }
    }

    /// <summary>Says that the response of a query that waited is sent, or lost.</summary>
    public void Done()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && Volatile.Read(ref _isDraining))
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Waits until no query waits any more, or <see cref="DnsServerOptions.DrainTimeout"/> has passed.</summary>
    public async ValueTask DrainAsync()
    {
        Volatile.Write(ref _isDraining, true);
        if (Volatile.Read(ref _inFlight) > 0)
        {
            await _drained.Task.WaitAsync(_options.DrainTimeout, _services.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes one message of a transfer; returns its length.</summary>
    public int Write(DnsResponse response, PendingTransfer transfer, TimeSpan keepalive, Span<byte> reply) =>
        Write(response, transfer.Request, transfer.Question, transfer.Asker, keepalive, reply);

    /// <summary>Writes the error that ends a transfer; returns its length.</summary>
    public int WriteFailure(Exception exception, PendingTransfer transfer, TimeSpan keepalive, Span<byte> reply) =>
        WriteFailure(exception, transfer.Request, transfer.Question, transfer.Asker, keepalive, reply);

    private QueryOutcome Ask(in QueryGate gate, in ClientAddress client, TimeSpan keepalive, Span<byte> reply)
    {
        if (Interlocked.Increment(ref _inFlight) > _options.MaxQueriesInFlight)
        {
            Done();
            _counters.Add(ServerCounter.Overloaded);
            return default;
        }

        // 2.
        DnsRequest request = QueryRequest.From(gate, client, _options, _services);
        try
        {
            if (gate.Verdict == QueryVerdict.Transfer && TransferError(request) is { } error)
            {
                Done();
                return new QueryOutcome(WriteError(error, gate.Question, gate.Asker, keepalive, reply));
            }

            if (gate.Verdict == QueryVerdict.Transfer && client.Protocol != DnsProtocol.Udp)
            {
                _counters.Add(ServerCounter.Transfers);
                return new QueryOutcome(new PendingTransfer(((IDnsStreamingTransport)_transport).SendStreamingAsync(request), request, gate.Question, gate.Asker));
            }

            ValueTask<DnsResponse> answer = _transport.SendAsync(request);
            if (!answer.IsCompletedSuccessfully)
            {
                return new QueryOutcome(new PendingQuery(answer, request, gate.Question, gate.Asker));
            }

            // 3.
            int length = Write(answer.Result, request, gate.Question, gate.Asker, keepalive, reply);
            Done();
            return new QueryOutcome(length);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Done();
            return new QueryOutcome(WriteFailure(exception, request, gate.Question, gate.Asker, keepalive, reply));
        }
    }

    /// <summary>RFC 8945 section 5.2.1: no key is known here, which an unsigned record says (BADKEY). It is left out where there is no room for it.</summary>
    private int WriteTsigError(in QueryGate gate, TimeSpan keepalive, Span<byte> reply)
    {
        ulong now = (ulong)_services.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        TsigServerSession session = TsigServerSession.Verify(gate.Message, NoKeys, now);
        int length = WriteError(session.ResponseCode, gate.Question, gate.Asker, keepalive, reply);
        session.TrySign(reply[..gate.Asker.SizeLimit], ref length, now);
        return length;
    }

    private Rcode? TransferError(DnsRequest request)
    {
        if (_options.AllowTransfer?.Invoke(request) != true)
        {
            return Rcode.Refused;
        }

        return _transport is IDnsStreamingTransport ? null : Rcode.NotImp;
    }

    private int Write(DnsResponse response, DnsRequest request, ReadOnlySpan<byte> question, in AskerTraits asker, TimeSpan keepalive, Span<byte> reply)
    {
        DnsMessageView message = response.Message.View;
        bool isLaterOfTransfer = request.IsTransfer && message.QuestionCount == 0;
        if (!isLaterOfTransfer && ReplyMatcher.Match(request, message) is not (ReplyMatch.Answer or ReplyMatch.BareError))
        {
            throw new InvalidOperationException($"The transport answered {request} with {response.Message.Question}.");
        }

        ServerOpt opt = NewOpt(stackalloc byte[ServerOpt.MaxLength], response.Rcode, asker, keepalive);
        if (asker.HasEdns)
        {
            // The one option that a request is given is the client's subnet.
            if (request.Edns is { Options.IsEmpty: false })
            {
                opt.AddClientSubnet(message);
            }

            opt.AddErrors(response.ExtendedErrors.AsSpan());
            opt.AddErrors((request.Context?.ExtendedErrors ?? []).AsSpan());
            opt.AddErrors(message);
        }

        int length = ResponseRewriter.Write(message, question, asker, opt, reply, out bool isTruncated);
        if (isTruncated)
        {
            _counters.Add(ServerCounter.Truncated);
        }

        return length;
    }

    private int WriteError(Rcode rcode, ReadOnlySpan<byte> question, in AskerTraits asker, TimeSpan keepalive, Span<byte> reply)
    {
        CountError(rcode);
        ServerOpt opt = NewOpt(stackalloc byte[ServerOpt.MaxLength], rcode, asker, keepalive);
        if (rcode == Rcode.Refused)
        {
            opt.AddErrors([new ExtendedError(ExtendedErrorCode.Prohibited)]);
        }

        return ResponseRewriter.WriteError(rcode, question, asker, opt, reply);
    }

    private int WriteFailure(Exception exception, DnsRequest request, ReadOnlySpan<byte> question, in AskerTraits asker, TimeSpan keepalive, Span<byte> reply)
    {
        _counters.Add(ServerCounter.Failed);
        ExtendedErrorCode reason = exception switch
        {
            TimeoutException or DnsTransportException { Failure: TransportFailure.Timeout } => ExtendedErrorCode.NoReachableAuthority,
            DnsTransportException => ExtendedErrorCode.NetworkError,
            _ => ExtendedErrorCode.Other,
        };
        if (reason == ExtendedErrorCode.Other)
        {
            ServerLog.QueryFailed(_logger, request, exception);
        }

        ServerOpt opt = NewOpt(stackalloc byte[ServerOpt.MaxLength], Rcode.ServFail, asker, keepalive);
        opt.AddErrors([new ExtendedError(reason)]);
        return ResponseRewriter.WriteError(Rcode.ServFail, question, asker, opt, reply);
    }

    /// <summary>RFC 4892: what the operator lets the server tell of itself; REFUSED for all else of class CH.</summary>
    private int AnswerAboutServer(in QueryGate gate, TimeSpan keepalive, Span<byte> reply)
    {
        if (ServerIdentity.TryAnswer(gate, _options, out DnsMessage? answer))
        {
            ServerOpt opt = NewOpt(stackalloc byte[ServerOpt.MaxLength], Rcode.NoError, gate.Asker, keepalive);
            return ResponseRewriter.Write(answer.View, gate.Question, gate.Asker, opt, reply, out _);
        }

        return WriteError(Rcode.Refused, gate.Question, gate.Asker, keepalive, reply);
    }

    private ServerOpt NewOpt(Span<byte> buffer, Rcode rcode, in AskerTraits asker, TimeSpan keepalive) =>
        ServerOpt.Start(buffer, _options, _identity, rcode, asker, keepalive);

    private void CountError(Rcode rcode)
    {
        if (rcode is Rcode.FormErr)
        {
            _counters.Add(ServerCounter.Malformed);
        }
        else if (rcode is Rcode.Refused)
        {
            _counters.Add(ServerCounter.Refused);
        }
    }
}
