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
    private readonly ReadGate _gate = new();
    private readonly RequestIntake _requests;
    private readonly ReplyIntake _replies;
    private readonly ConnectionLoop _loop;
    private IStreamConnection? _connection;

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
        _replies = new ReplyIntake(_lock, _state, Completions, _meter, connector, services.TimeProvider);
        _loop = new ConnectionLoop(connector, services, this, _gate);

        // RFC 7830 section 6: never in clear text.
        int paddingBlock = connector.Protocol == DnsProtocol.Tls ? options.PaddingBlock : 0;
        _requests = new RequestIntake(_lock, _state, _output, _timer, _errors, _loop, paddingBlock, services);
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

    /// <summary>How the connection ended; null while it has not.</summary>
    public StreamEnd? End
    {
        get
        {
            lock (_lock)
            {
                return _state.End;
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
        if (_requests.Take(exchange, Upstream) is { } error)
        {
            // Not sent, and so not to be waited for in vain when it is given up.
            exchange.WasSent = false;
            GiveUp(exchange, new StreamOutcome { Error = _errors.Of(error, exchange) });
        }
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

    /// <summary>Ends the connection although requests are under way, as another is to take its place.</summary>
    public void Abort() => Close(StreamErrors.Drained, isOurs: true);

    /// <summary>An error of this connection for one request.</summary>
    public TransportError ErrorFor(StreamExchange exchange, TransportError reason) => _errors.Of(reason, exchange);

    /// <summary>Ends the connection and what is outstanding, and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(new TransportError(TransportFailure.Disposed), isOurs: true);
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
        _replies.Take(frames, now);
        Settle(now);
    }

    void IConnectionOwner.HandleEnd(TransportError reason) => Close(reason, isOurs: false);

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
                RequestFrames.Append(_output.Frames, promoted, promoted.Frame);
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
            Close(drained!, isOurs: true);
        }
    }

    private void HandleTimer()
    {
        List<StreamExchange> expired = [];
        TransportError timeout = new(TransportFailure.Timeout);
        long now = Now();
        lock (_lock)
        {
            timeout = _state.Phase == StreamPhase.Connecting ? StreamErrors.StillConnecting : timeout;
            _timer.HandleFired();
            _state.HandleTimer(now, expired);
        }

        foreach (StreamExchange exchange in expired)
        {
            _meter.Ended(exchange, now, _services.TimeProvider, TransportFailure.Timeout);
            _errors.Fail(exchange, timeout, _state.IsSilentSince(exchange, now) ? StreamRetry.Silent : StreamRetry.Never);
        }

        Settle(now);
    }

    private void Close(TransportError reason, bool isOurs)
    {
        List<StreamExchange> failed = [];
        long lot;
        long now = Now();
        lock (_lock)
        {
            if (_state.Phase == StreamPhase.Closed)
            {
                return;
            }

            _gate.End();
            _state.Close(reason, isOurs, now, failed);
            lot = _output.Frames.Lot;
            _output.Close();
            _timer.Close();
        }

        _loop.Close(_connection, _errors.Of(reason), isGraceful: isOurs);
        if (_connection is not null)
        {
            _meter.Closed();
        }

        foreach (StreamExchange exchange in failed)
        {
            _meter.Ended(exchange, now, _services.TimeProvider, reason.Failure);
            _errors.Fail(exchange, reason, reason.Failure == TransportFailure.Disposed ? StreamRetry.Never : _state.History.RetryAfterEnd(exchange, lot));
        }
    }

    private long Now() => _services.TimeProvider.GetTimestamp();
}
