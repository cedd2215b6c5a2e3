namespace Nomen.Client.Streams;

/// <summary>Deadlines of the requests on one connection: each has its own. Pure, not thread-safe; times are timestamps.</summary>
internal sealed class ExchangeClock(StreamTransportOptions options, long frequency)
{
    /// <summary>Seconds of nothing at all that make a connection suspect. Less than that may be a request whose own time was short.</summary>
    private const int SilentSeconds = 1;

    private readonly long _responseTimeout = (long)(options.ResponseTimeout.TotalSeconds * frequency);
    private readonly long _transferTimeout = (long)(options.TransferTimeout.TotalSeconds * frequency);

    /// <summary>A time before which no deadline is over; <see cref="long.MaxValue"/> for never.</summary>
    public long Next { get; private set; } = long.MaxValue;

    /// <summary>A request is sent, or starts to wait for a place.</summary>
    public void Start(StreamExchange exchange, long now)
    {
        long limit = exchange.IsTransfer && !exchange.IsWaiting ? _transferTimeout : _responseTimeout;
        exchange.SentAt = now;
        exchange.Deadline = Math.Min(now + limit, exchange.QueryDeadline);
        Note(exchange.Deadline);
    }

    /// <summary>There is one more deadline.</summary>
    public void Note(long deadline) => Next = Math.Min(Next, deadline);

    /// <summary>Makes <see cref="Next"/> exact again.</summary>
    public void Restart(IEnumerable<StreamExchange> exchanges, long other)
    {
        Next = other;
        foreach (StreamExchange exchange in exchanges)
        {
            Note(exchange.Deadline);
        }
    }

    /// <summary>There are no deadlines any more.</summary>
    public void Clear() => Next = long.MaxValue;

    /// <summary>Whether a request was sent so long ago that silence since then means something.</summary>
    public bool IsLongSince(StreamExchange exchange, long now) => now - exchange.SentAt >= Math.Min(_responseTimeout, SilentSeconds * frequency);
}
