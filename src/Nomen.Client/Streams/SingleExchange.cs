using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>A request with one response. Pooled, and its own task: waiting for it allocates nothing.</summary>
/// <remarks>
/// Back to the pool when the result is taken, which is when nobody else can hold it: it is out of the table, and the
/// cancellation callback, if it runs, has been waited for. Signed requests are not pooled, as they are examined outside the lock.
/// </remarks>
internal sealed class SingleExchange : StreamExchange, IValueTaskSource<StreamOutcome>, IValueTaskSource<DnsResponse>
{
    /// <summary>Enough for a full connection by default; more are left to the garbage collector.</summary>
    private const int MaxPooled = 1024;

    private static readonly ConcurrentQueue<SingleExchange> Pool = new();

    [ThreadStatic]
    private static SingleExchange? s_last;

    private ManualResetValueTaskSourceCore<StreamOutcome> _core;
    private CompletionQueue? _queue;
    private StreamOutcome _outcome;
    private CancellationTokenRegistration _cancellation;

    private SingleExchange()
    {
    }

    /// <inheritdoc/>
    public override bool IsTransfer => false;

    /// <summary>The outcome as a value. Taken once, and only one of this and <see cref="Response"/>.</summary>
    public ValueTask<StreamOutcome> Outcome => new(this, _core.Version);

    /// <summary>The response, or an exception.</summary>
    public ValueTask<DnsResponse> Response => new(this, _core.Version);

    /// <summary>A new or used one for a request.</summary>
    public static SingleExchange Rent(DnsRequest request, CompletionQueue queue)
    {
        SingleExchange? exchange = request.Protection is null ? s_last : null;
        if (exchange is not null)
        {
            s_last = null;
        }
        else if (request.Protection is not null || !Pool.TryDequeue(out exchange))
        {
            exchange = new SingleExchange();
        }

        exchange.Request = request;
        exchange._queue = queue;
        return exchange;
    }

    /// <summary>Calls back when the token is cancelled. At most once, after the request was given to the connection.</summary>
    public void CancelWith(StreamPipeline pipeline, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            Pipeline = pipeline;
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    var exchange = (SingleExchange)state!;
                    exchange.Pipeline!.GiveUp(exchange, new StreamOutcome { Cancelled = token });
                },
                this);
        }
    }

    /// <inheritdoc/>
    public override bool Fits(DnsMessage message) => ReplyMatcher.Match(Request, message.View) is ReplyMatch.Answer or ReplyMatch.BareError;

    /// <inheritdoc/>
    public override ReplyStep Examine(DnsMessage message) => Fits(message) ? ReplyStep.Last : ReplyStep.Mismatch;

    /// <inheritdoc/>
    public override void Deliver(DnsResponse response, ReplyStep step) => End(new StreamOutcome { Response = response });

    /// <inheritdoc/>
    public override void Fail(in StreamOutcome outcome)
    {
        CompletionQueue queue = _queue!;
        End(outcome);
        queue.Run();
    }

    /// <summary>Lets the caller go on; for the queue.</summary>
    public void Complete() => _core.SetResult(_outcome);

    StreamOutcome IValueTaskSource<StreamOutcome>.GetResult(short token) => Take(token);

    DnsResponse IValueTaskSource<DnsResponse>.GetResult(short token) => Take(token).ResponseOrThrow();

    ValueTaskSourceStatus IValueTaskSource<StreamOutcome>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<DnsResponse>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<StreamOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<DnsResponse>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private StreamPipeline? Pipeline { get; set; }

    private void End(in StreamOutcome outcome)
    {
        _outcome = outcome;
        _queue!.Add(this);
    }

    private StreamOutcome Take(short token)
    {
        StreamOutcome outcome = _core.GetResult(token);

        // Waits for a callback that is running; none can start afterwards.
        _cancellation.Dispose();
        bool pooled = Protection is null;
        _cancellation = default;
        _core.Reset();
        Reset();
        if (!pooled)
        {
            return outcome;
        }

        if (s_last is null)
        {
            s_last = this;
        }
        else if (Pool.Count < MaxPooled)
        {
            Pool.Enqueue(this);
        }

        return outcome;
    }

    private void Reset()
    {
        Request = null!;
        Protection = null;
        Pipeline = null;
        _queue = null;
        _outcome = default;
        Frame = null;
        IsWaiting = false;
        WasSent = false;
        Lot = NoLot;
        OffersKeepalive = false;
        QueryDeadline = long.MaxValue;
        EarlierAttempts = 0;
        BadSignatures = 0;
    }
}
