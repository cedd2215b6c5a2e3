using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>One connection at work: the thin part around <see cref="StreamConnectionState"/> that has a lock, a clock, a timer and a socket.</summary>
/// <remarks>
/// One read loop, one writer at a time, one timer. Nothing is awaited, called back or sent while the lock is held: requests
/// that end are taken out under the lock and completed after it.
/// </remarks>
internal sealed class StreamPipeline : IConnectionOwner, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TransportServices _services;
    private readonly StreamErrors _errors;
    private readonly StreamMeter _meter;
    private readonly StreamConnectionState _state;
    private readonly StreamOutput _output;
    private readonly StreamTimer _timer;
    private readonly ReplyIntake _intake;
    private readonly ReadGate _gate = new();
    private readonly ConnectionLoop _loop;
    private IStreamConnection? _connection;
    private TransportError? _end;

    /// <summary>Makes a connection that is not open yet.</summary>
    /// <param name="connector">Opens the connection.</param>
    /// <param name="options">Limits and timers.</param>
    /// <param name="services">Clock, chance, scheduler, log.</param>
    /// <param name="isForOneTransfer">Whether it carries one transfer and nothing else, so that a slow reader may hold it.</param>
    public StreamPipeline(IStreamConnector connector, StreamTransportOptions options, TransportServices services, bool isForOneTransfer)
    {
        Upstream = connector.Upstream;
        IsForOneTransfer = isForOneTransfer;
        _services = services;
        _errors = new StreamErrors(connector.Upstream);
        _meter = new StreamMeter(connector);
        _state = new StreamConnectionState(options, services.Random, services.TimeProvider.TimestampFrequency);
        _output = new StreamOutput(_lock, services.Scheduler, this);
        _timer = new StreamTimer(services.TimeProvider, _ => HandleTimer());
        Completions = new CompletionQueue(services.Scheduler);
        _intake = new ReplyIntake(_lock, _state, Completions, _meter, connector, services.TimeProvider);
        _loop = new ConnectionLoop(connector, services, this, _gate);
    }

    /// <summary>The server in its textual form.</summary>
    public string Upstream { get; }

    /// <summary>Whether it carries one transfer and nothing else.</summary>
    public bool IsForOneTransfer { get; }

    /// <summary>Through which callers go on.</summary>
    public CompletionQueue Completions { get; }

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
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        bool starts;
        lock (_lock)
        {
            starts = _state.TryStart();
        }

        if (starts)
        {
            _loop.Start();
        }

        return _loop.WaitUntilOpenAsync(cancellationToken);
    }

    /// <summary>Takes one request. Its end comes through the exchange, whatever happens.</summary>
    public void Begin(StreamExchange exchange)
    {
        DnsRequest request = exchange.Request;
        if (request.Context is { } context && !context.Budget.TryTake(WorkKind.UpstreamSend))
        {
            _errors.Fail(exchange, new TransportError(TransportFailure.BudgetExhausted));
            return;
        }

        long now = Now();
        exchange.QueryDeadline = Math.Min(exchange.QueryDeadline, DeadlineOf(request, now));
        exchange.Protection = request.Protection?.Begin();
        bool isComposed;
        bool fits = true;
        bool starts;
        bool needsWriter;
        Admission admission;
        lock (_lock)
        {
            admission = _state.Admit(exchange, now);

            // Signing calls foreign code, and who waits needs a frame of his own: both are composed after the lock.
            isComposed = admission == Admission.Send && exchange.Protection is null;
            fits = !isComposed || RequestFrames.TryAppend(_output.Frames, exchange);
            needsWriter = _output.NeedsWriter();
            starts = _state.TryStart();
            _timer.Arm(_state.NextDeadline, now);
        }

        if (admission is Admission.Overloaded or Admission.Closed)
        {
            Refuse(exchange, admission);
            return;
        }

        if (!isComposed)
        {
            fits = TryComposeApart(exchange, out needsWriter);
        }

        if (!fits)
        {
            // Not sent, and so not to be waited for in vain when it is given up.
            exchange.WasSent = false;
            GiveUp(exchange, new StreamOutcome { Error = _errors.Of(new TransportError(TransportFailure.RequestTooLarge), exchange) });
        }

        request.Context?.Trace?.On(request, "sent", Upstream);
        if (starts)
        {
            _loop.Start();
        }

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

    /// <summary>Reads nothing more until <see cref="Resume"/>; meanwhile only the deadline of the whole query counts. For a connection of one transfer.</summary>
    public void Pause(StreamExchange exchange)
    {
        _gate.Close();
        lock (_lock)
        {
            exchange.Deadline = exchange.QueryDeadline;
        }
    }

    /// <summary>Reads on.</summary>
    public void Resume(StreamExchange exchange)
    {
        long now = Now();
        lock (_lock)
        {
            if (exchange.IsPending)
            {
                _state.RestartClock(exchange, now);
                _timer.Arm(_state.NextDeadline, now);
            }
        }

        _gate.Open();
    }

    /// <summary>Takes no new requests; ends when nothing is under way.</summary>
    public void Drain()
    {
        long now = Now();
        lock (_lock)
        {
            _state.Drain(StreamErrors.Drained);
        }

        Settle(now);
    }

    /// <summary>An error of this connection for one request.</summary>
    public TransportError ErrorFor(StreamExchange exchange, TransportError reason) => _errors.Of(reason, exchange);

    /// <summary>Ends the connection and what is outstanding, and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(new TransportError(TransportFailure.Disposed), isGraceful: true);
        await _loop.DisposeAsync();
    }

    bool IConnectionOwner.HandleConnected(IStreamConnection connection)
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

        _meter.Opened();
        Settle(now);
        return true;
    }

    void IConnectionOwner.HandleRead(FrameReader frames)
    {
        long now = Now();
        _intake.Take(frames, now);
        Settle(now);
    }

    void IConnectionOwner.HandleEnd(TransportError reason) => Close(reason, isGraceful: false);

    /// <summary>After anything ended or began: promotes, writes, sets the timer, and closes when it is time.</summary>
    private void Settle(long now)
    {
        bool needsWriter;
        bool isOver;
        TransportError? drained;
        List<StreamExchange>? unsent;
        lock (_lock)
        {
            while (_state.TryPromote(now, out StreamExchange? promoted))
            {
                _output.Frames.Append(promoted.Frame);
                promoted.Frame = null;
            }

            unsent = _state.TakeUnsent(now);
            needsWriter = _output.NeedsWriter();

            // From here on a new request is turned away, rather than lost with the connection.
            isOver = _state.TryEnd(now);
            drained = _state.DrainReason;
            _timer.Arm(_state.NextDeadline, now);
        }

        foreach (StreamExchange exchange in unsent ?? [])
        {
            _errors.Fail(exchange, drained!, StreamRetry.Unsent);
        }

        _output.StartWriter(needsWriter);
        if (isOver)
        {
            Close(drained!, isGraceful: true);
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

        foreach (StreamExchange exchange in expired)
        {
            _meter.Ended(exchange, now, _services.TimeProvider, TransportFailure.Timeout);
            _errors.Fail(exchange, new TransportError(TransportFailure.Timeout), _state.IsSilentSince(exchange) ? StreamRetry.Silent : StreamRetry.Never);
        }

        Settle(now);
    }

    private void Close(TransportError reason, bool isGraceful)
    {
        List<StreamExchange> failed = [];
        long now = Now();
        lock (_lock)
        {
            if (_state.Phase == StreamPhase.Closed)
            {
                return;
            }

            _end = reason;
            _gate.End();
            _state.Close(failed);
            _output.Close();
            _timer.Close();
        }

        _loop.Close(_connection, _errors.Of(reason), isGraceful);
        if (_connection is not null)
        {
            _meter.Closed();
        }

        foreach (StreamExchange exchange in failed)
        {
            _meter.Ended(exchange, now, _services.TimeProvider, reason.Failure);
            _errors.Fail(exchange, reason, reason.Failure == TransportFailure.Disposed ? StreamRetry.Never : _state.RetryAfterClose(exchange));
        }
    }

    private void Refuse(StreamExchange exchange, Admission admission)
    {
        if (admission == Admission.Overloaded)
        {
            _errors.Fail(exchange, new TransportError(TransportFailure.Overloaded));
            return;
        }

        TransportError reason = _end ?? _state.DrainReason!;
        _errors.Fail(exchange, reason, reason.Failure == TransportFailure.Disposed ? StreamRetry.Never : StreamRetry.Unsent);
    }

    private bool TryComposeApart(StreamExchange exchange, out bool needsWriter)
    {
        needsWriter = false;
        if (RequestFrames.Compose(exchange) is not { } frame)
        {
            return false;
        }

        lock (_lock)
        {
            if (exchange.IsWaiting)
            {
                exchange.Frame = frame;
            }
            else if (exchange.IsPending)
            {
                _output.Frames.Append(frame);
                needsWriter = _output.NeedsWriter();
            }
        }

        return true;
    }

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
