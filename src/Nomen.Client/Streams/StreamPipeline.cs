using System.Buffers;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>One connection at work: the thin part around <see cref="StreamConnectionState"/> that has a lock, a socket, a clock and a timer.</summary>
/// <remarks>
/// One read loop, one writer at a time, one timer. Nothing is awaited, called back or sent while the lock is held: requests
/// that end are taken out under the lock and completed after it.
/// </remarks>
internal sealed partial class StreamPipeline : IAsyncDisposable
{
    /// <summary>What our OPT says about UDP; over a stream it means nothing, so it is the usual value.</summary>
    private const ushort PayloadSize = 1232;

    /// <summary>The longest frame there is, for composing apart.</summary>
    private const int MaxFrameLength = FrameReader.PrefixLength + ushort.MaxValue;

    /// <summary>edns-tcp-keepalive without a value: how a client asks (RFC 7828 section 3.2.1).</summary>
    private static readonly byte[] KeepaliveOffer = [0, 11, 0, 0];

    private readonly Lock _lock = new();
    private readonly IStreamConnector _connector;
    private readonly TransportServices _services;
    private readonly ILogger _log;
    private readonly StreamConnectionState _state;
    private readonly StreamOutput _output;
    private readonly StreamTimer _timer;
    private readonly CancellationTokenSource _connecting = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IStreamConnection? _connection;
    private TransportError? _end;
    private Task _running = Task.CompletedTask;
    private Task _closing = Task.CompletedTask;

    /// <summary>Makes a connection that is not open yet.</summary>
    public StreamPipeline(IStreamConnector connector, StreamTransportOptions options, TransportServices services)
    {
        _connector = connector;
        _services = services;
        _log = services.LoggerFactory.CreateLogger<StreamTransport>();
        _state = new StreamConnectionState(options, services.Random, services.TimeProvider.TimestampFrequency);
        _output = new StreamOutput(_lock, services.Scheduler, e => Close(StreamFailure.From(e, isConnecting: false), graceful: false));
        _timer = new StreamTimer(services.TimeProvider, _ => HandleTimer());
    }

    /// <summary>What a new request would meet.</summary>
    public StreamLoad Load
    {
        get
        {
            lock (_lock)
            {
                return new StreamLoad(_state.Phase, _state.HasRoom, _state.InFlight, _state.Waiting);
            }
        }
    }

    /// <summary>Opens the connection now rather than with the first request.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), _opened);
        Start();
        await _opened.Task;
    }

    /// <summary>Takes one request. Its end comes through the exchange, whatever happens.</summary>
    public void Begin(StreamExchange exchange)
    {
        DnsRequest request = exchange.Request;
        long now = Now();
        exchange.QueryDeadline = Math.Min(exchange.QueryDeadline, DeadlineOf(request, now));
        if (request.Context is { } context && !context.Budget.TryTake(WorkKind.UpstreamSend))
        {
            exchange.Fail(Failed(exchange, new TransportError(TransportFailure.BudgetExhausted)));
            return;
        }

        exchange.Protection = request.Protection?.Begin();
        bool isComposed = false;
        bool fits = true;
        bool offers = false;
        bool needsWriter = false;
        Admission admission;
        lock (_lock)
        {
            admission = _state.Admit(exchange, now);
            if (admission is Admission.Send or Admission.Wait)
            {
                offers = _state.TryOfferKeepalive(request);
                isComposed = admission == Admission.Send && exchange.Protection is null;
                if (isComposed)
                {
                    fits = _output.Frames.TryAppend(request, Fields(exchange, offers));
                    needsWriter = _output.NeedsWriter();
                }

                _timer.Arm(_state.NextDeadline, now);
            }
        }

        if (admission is Admission.Overloaded or Admission.Closed)
        {
            Refuse(exchange, admission);
            return;
        }

        if (!isComposed)
        {
            fits = TryComposeApart(exchange, offers, out needsWriter);
        }

        if (!fits)
        {
            exchange.WasSent = false;
            GiveUp(exchange, Failed(exchange, new TransportError(TransportFailure.RequestTooLarge)));
            return;
        }

        Start();
        _output.StartWriter(needsWriter);
    }

    /// <summary>Ends a request from our side, because its caller does not want it any more or it cannot be sent. Its place is free at once.</summary>
    public void GiveUp(StreamExchange exchange, in StreamOutcome outcome)
    {
        bool taken;
        long now = Now();
        lock (_lock)
        {
            taken = _state.Abandon(exchange, now);
        }

        if (taken)
        {
            exchange.Fail(outcome);
            Settle(now);
        }
    }

    /// <summary>A reader of a transfer holds the connection, or lets go.</summary>
    public void HoldForTransfer(bool begins)
    {
        long now = Now();
        lock (_lock)
        {
            _state.HandleTransfer(begins, now);
        }

        Settle(now);
    }

    /// <summary>Takes no new requests; ends when nothing is under way.</summary>
    public void Drain()
    {
        long now = Now();
        lock (_lock)
        {
            _state.Drain(now);
        }

        Settle(now);
    }

    /// <summary>Ends the connection and what is outstanding, and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(new TransportError(TransportFailure.Disposed), graceful: true);
        await _running;
        await _closing;
        _connecting.Dispose();
    }

    /// <summary>An error of this connection for one request.</summary>
    public TransportError ErrorFor(StreamExchange exchange, TransportError cause) => cause with
    {
        Upstream = _connector.Upstream,
        Question = exchange.Request.Question,
        Attempts = exchange.Attempts,
    };

    private void Start()
    {
        lock (_lock)
        {
            if (_state.Phase != StreamPhase.New)
            {
                return;
            }

            _state.HandleConnecting();
        }

        _running = _services.Scheduler.Start(static state => ((StreamPipeline)state).RunAsync(), this);
    }

    private async Task RunAsync()
    {
        try
        {
            IStreamConnection connection = await _connector.ConnectAsync(_connecting.Token);
            if (HandleConnected(connection))
            {
                await ReadAsync(connection);
            }
            else
            {
                await connection.DisposeAsync();
            }
        }
        catch (Exception e)
        {
            // Whatever the connector or the connection throws ends this connection, and nothing else.
            Close(StreamFailure.From(e, isConnecting: _connection is null), graceful: false);
        }
    }

    private bool HandleConnected(IStreamConnection connection)
    {
        long now = Now();
        lock (_lock)
        {
            if (_state.Phase == StreamPhase.Closed)
            {
                return false;
            }

            _connection = connection;
            _output.Open(connection);
            _state.HandleConnected(now);
        }

        LogConnected(_log, _connector.Upstream);
        _opened.TrySetResult();
        Settle(now);
        return true;
    }

    private async Task ReadAsync(IStreamConnection connection)
    {
        var frames = new FrameReader();
        var intake = new ReplyIntake(_lock, _state, _connector, _services.TimeProvider);
        int octets;
        while ((octets = await connection.ReadAsync(frames.Free())) > 0)
        {
            long now = Now();
            frames.Advance(octets);
            intake.Take(frames, now);
            Settle(now);
        }

        string detail = frames.Buffered == 0 ? "the peer ended it" : "the peer ended it in the middle of a message";
        Close(new TransportError(TransportFailure.ConnectionClosed) { Detail = detail }, graceful: false);
    }

    /// <summary>After anything ended or began: promotes, writes, sets the timer, and closes when it is time.</summary>
    private void Settle(long now)
    {
        bool needsWriter;
        bool isOver;
        List<StreamExchange>? unsent = null;
        lock (_lock)
        {
            while (_state.TryPromote(now, out StreamExchange? promoted))
            {
                _output.Frames.Append(promoted.Frame);
                promoted.Frame = null;
            }

            if (_state is { Phase: StreamPhase.Draining, Waiting: > 0 })
            {
                _state.TakeWaiting(now, unsent = []);
            }

            needsWriter = _output.NeedsWriter();
            isOver = _state.IsOver(now);
            if (isOver)
            {
                // From here on a new request is turned away rather than lost with the connection.
                _state.Drain(now);
            }

            _timer.Arm(isOver ? long.MaxValue : _state.NextDeadline, now);
        }

        FailAll(unsent, DrainedError(), static _ => StreamRetry.Unsent);
        _output.StartWriter(needsWriter);
        if (isOver)
        {
            Close(DrainedError(), graceful: true);
        }
    }

    private void HandleTimer()
    {
        List<StreamExchange> expired = [];
        long now = Now();
        lock (_lock)
        {
            _timer.HandleFired();
            _state.HandleTimer(now, expired);
        }

        FailAll(expired, new TransportError(TransportFailure.Timeout), x => _state.IsSilentSince(x) ? StreamRetry.Silent : StreamRetry.Never);
        Settle(now);
    }

    private void Close(TransportError reason, bool graceful)
    {
        List<StreamExchange> failed = [];
        lock (_lock)
        {
            if (_state.Phase == StreamPhase.Closed)
            {
                return;
            }

            _end = reason;
            _state.Close(failed);
            _output.Close();
            _timer.Close();
        }

        _connecting.Cancel();
        LogClosed(_log, _connector.Upstream, reason.Failure, reason.Detail);
        FailAll(failed, reason, x => reason.Failure == TransportFailure.Disposed ? StreamRetry.Never : _state.RetryAfterClose(x));
        if (_opened.TrySetException((reason with { Upstream = _connector.Upstream }).ToException()))
        {
            // Observed here, as nobody may be waiting for it.
            _ = _opened.Task.Exception;
        }

        if (_connection is { } connection)
        {
            _closing = _services.Scheduler.Start(_ => EndAsync(connection, graceful), this);
        }
    }

    private async Task EndAsync(IStreamConnection connection, bool graceful)
    {
        try
        {
            if (graceful)
            {
                await connection.ShutdownAsync();
            }
        }
        catch (Exception e)
        {
            // The peer was quicker, or is gone: there is nothing to be told any more.
            LogShutdownFailed(_log, _connector.Upstream, e);
        }

        await connection.DisposeAsync();
    }

    private void Refuse(StreamExchange exchange, Admission admission)
    {
        if (admission == Admission.Overloaded)
        {
            exchange.Fail(Failed(exchange, new TransportError(TransportFailure.Overloaded)));
            return;
        }

        TransportError reason = _end ?? DrainedError();
        exchange.Fail(Failed(exchange, reason, reason.Failure == TransportFailure.Disposed ? StreamRetry.Never : StreamRetry.Unsent));
    }

    private TransportError DrainedError() => _state.Mismatches > StreamConnectionState.MaxMismatches
        ? new TransportError(TransportFailure.Protocol) { Detail = $"over {StreamConnectionState.MaxMismatches} messages fitted no request" }
        : new TransportError(TransportFailure.ConnectionClosed) { Detail = "it was idle" };

    private StreamOutcome Failed(StreamExchange exchange, TransportError reason, StreamRetry retry = StreamRetry.Never) =>
        new() { Error = ErrorFor(exchange, reason), Retry = retry };

    private void FailAll(List<StreamExchange>? exchanges, TransportError reason, Func<StreamExchange, StreamRetry> retry)
    {
        foreach (StreamExchange exchange in exchanges ?? [])
        {
            exchange.Fail(Failed(exchange, reason, retry(exchange)));
        }
    }

    /// <summary>Composes outside the lock: because it is signed, which calls foreign code, or because it has to wait.</summary>
    private bool TryComposeApart(StreamExchange exchange, bool offers, out bool needsWriter)
    {
        needsWriter = false;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxFrameLength);
        try
        {
            if (!FrameWriter.TryCompose(exchange.Request, buffer, Fields(exchange, offers), out int length))
            {
                return false;
            }

            lock (_lock)
            {
                if (exchange.IsWaiting)
                {
                    exchange.Frame = buffer.AsSpan(0, length).ToArray();
                }
                else if (exchange.IsPending)
                {
                    _output.Frames.Append(buffer.AsSpan(0, length));
                    needsWriter = _output.NeedsWriter();
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HopFields Fields(StreamExchange exchange, bool offersKeepalive) => new()
    {
        Id = exchange.Id,
        PayloadSize = PayloadSize,
        Options = offersKeepalive ? KeepaliveOffer : default,
        Protection = exchange.Protection,
    };

    private long DeadlineOf(DnsRequest request, long now)
    {
        if (request.Context is not { } context)
        {
            return long.MaxValue;
        }

        TimeProvider time = _services.TimeProvider;
        return ReferenceEquals(context.TimeProvider, time) ? context.Deadline : now + (long)(context.Remaining.TotalSeconds * time.TimestampFrequency);
    }

    private long Now() => _services.TimeProvider.GetTimestamp();
}
