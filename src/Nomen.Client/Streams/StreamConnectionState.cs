using System.Diagnostics.CodeAnalysis;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;

namespace Nomen.Client.Streams;

/// <summary>What one stream connection knows: requests under way and waiting, IDs, deadlines, idleness, trust (RFC 7766, RFC 7828).</summary>
/// <remarks>
/// Pure: no socket, no await, no clock; times are timestamps that the caller gives. Not thread-safe: the caller holds its lock.
/// A request ends here by being taken out, exactly once; whoever takes it out completes it after the lock is released.
/// </remarks>
internal sealed class StreamConnectionState
{
    /// <summary>Messages that fit nothing, after which the peer is not trusted with new requests (<c>docs/threats.md</c> A10).</summary>
    public const int MaxMismatches = 100;

    /// <summary>How long the ID of a request that was given up stays unused. Answers later than this match nothing and are counted.</summary>
    private const int PoisonSeconds = 60;

    private readonly StreamTransportOptions _options;
    private readonly MessageIds _ids;
    private readonly IdleTime _idle;
    private readonly WaitingQueue _waiting = new();
    private readonly long _responseTimeout;
    private readonly long _transferTimeout;
    private long _idleDeadline = long.MaxValue;
    private long _reads;
    private int _openTransfers;
    private bool _wasOpen;
    private bool _wasUsed;
    private bool _hasReplies;

    /// <summary>Starts in <see cref="StreamPhase.New"/>.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="random">For message IDs.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public StreamConnectionState(StreamTransportOptions options, DnsRandom random, long frequency)
    {
        _options = options;
        _ids = new MessageIds(random, PoisonSeconds * frequency);
        _idle = new IdleTime(options, frequency);
        _responseTimeout = (long)(options.ResponseTimeout.TotalSeconds * frequency);
        _transferTimeout = (long)(options.TransferTimeout.TotalSeconds * frequency);
    }

    /// <summary>Where the connection stands.</summary>
    public StreamPhase Phase { get; private set; }

    /// <summary>Requests that were sent, or will be as soon as the connection is open.</summary>
    public int InFlight { get; private set; }

    /// <summary>Requests that wait for a place.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Messages so far that fitted no request.</summary>
    public int Mismatches { get; private set; }

    /// <summary>Whether a request would get a place at once.</summary>
    public bool HasRoom => Phase < StreamPhase.Draining && InFlight < _options.MaxInFlight;

    /// <summary>When <see cref="HandleTimer"/> has something to do; <see cref="long.MaxValue"/> for never.</summary>
    /// <remarks>Never later than needed, perhaps earlier: it is kept as a bound, and <see cref="HandleTimer"/> makes it exact.</remarks>
    public long NextDeadline { get; private set; } = long.MaxValue;

    /// <summary>Why it takes no new requests, once it is draining.</summary>
    public TransportError? DrainReason { get; private set; }

    private bool IsUnused => InFlight == 0 && Waiting == 0 && _openTransfers == 0;

    /// <summary>Whether the connector must start now, because there is a first request or somebody says so; true once.</summary>
    public bool TryStart()
    {
        if (Phase != StreamPhase.New)
        {
            return false;
        }

        Phase = StreamPhase.Connecting;
        return true;
    }

    /// <summary>The connection is open: what was taken meanwhile is sent now, and its time counts from now.</summary>
    public void HandleConnected(long now)
    {
        Phase = Phase == StreamPhase.Connecting ? StreamPhase.Open : Phase;
        _wasOpen = true;
        foreach (StreamExchange exchange in _ids.Exchanges)
        {
            if (!exchange.IsWaiting)
            {
                StartClock(exchange, now);
            }
        }

        NoteIfUnused(now);
    }

    /// <summary>Gives a request a place, or a place in the queue; both come with an ID.</summary>
    public Admission Admit(StreamExchange exchange, long now)
    {
        if (Phase >= StreamPhase.Draining)
        {
            return Admission.Closed;
        }

        bool waits = InFlight >= _options.MaxInFlight;
        if (waits && Waiting >= _options.QueueLimit)
        {
            return Admission.Overloaded;
        }

        _ids.Add(exchange);
        _wasUsed = true;
        exchange.IsPending = true;
        exchange.OnOpenConnection = Phase == StreamPhase.Open;
        if (waits)
        {
            exchange.IsWaiting = true;
            _waiting.Add(exchange);
        }
        else
        {
            InFlight++;
        }

        StartClock(exchange, now);
        exchange.OffersKeepalive = _idle.TryOffer(exchange.Request);
        return waits ? Admission.Wait : Admission.Send;
    }

    /// <summary>Moves the request that has waited longest to a free place; false when there is none of either.</summary>
    public bool TryPromote(long now, [NotNullWhen(true)] out StreamExchange? exchange)
    {
        exchange = InFlight < _options.MaxInFlight && Phase < StreamPhase.Draining ? _waiting.First : null;
        if (exchange is null)
        {
            return false;
        }

        _waiting.Remove(exchange);
        exchange.IsWaiting = false;
        InFlight++;
        StartClock(exchange, now);
        return true;
    }

    /// <summary>Octets came.</summary>
    public void HandleReceived() => _reads++;

    /// <summary>The request under way that a message's ID names; null when there is none.</summary>
    public StreamExchange? Find(ushort id) => _ids.Find(id) is { IsWaiting: false } exchange ? exchange : null;

    /// <summary>A message whose ID names no request: dropped and counted, unless it answers one that was given up.</summary>
    public void HandleUnknown(ushort id, long now)
    {
        if (!_ids.TryForgive(id, now))
        {
            HandleMismatch();
        }
    }

    /// <summary>A message that fits nothing, or that is none.</summary>
    public void HandleMismatch()
    {
        if (++Mismatches > MaxMismatches)
        {
            Drain(StreamErrors.Distrusted);
        }
    }

    /// <summary>A message for a request that is still pending, and what it does to it.</summary>
    public void HandleReply(StreamExchange exchange, DnsMessage message, ReplyStep step, long now)
    {
        if (step == ReplyStep.Mismatch)
        {
            HandleMismatch();
            return;
        }

        _hasReplies = true;
        if (_idle.Read(message))
        {
            // RFC 7828 section 3.4: nothing more is sent on it.
            Drain(StreamErrors.Unwanted);
        }

        if (step == ReplyStep.More)
        {
            StartClock(exchange, now);
        }
        else
        {
            // More messages of a transfer may follow, be it broken or asked with one response in mind (IXFR).
            TakeOut(exchange, now, poison: exchange.Request.IsTransfer);
        }
    }

    /// <summary>The time to the next message of a transfer counts from now.</summary>
    public void RestartClock(StreamExchange exchange, long now) => StartClock(exchange, now);

    /// <summary>Gives a request up; false when it has ended already.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="now">The time.</param>
    public bool Abandon(StreamExchange exchange, long now)
    {
        if (!exchange.IsPending)
        {
            return false;
        }

        TakeOut(exchange, now, poison: exchange.WasSent);
        return true;
    }

    /// <summary>A reader of a transfer starts or ends; the connection does not count as idle between.</summary>
    public void HandleTransfer(bool begins, long now)
    {
        _openTransfers += begins ? 1 : -1;
        NoteIfUnused(now);
    }

    /// <summary>Takes out what has waited long enough, and forgets old poison.</summary>
    public void HandleTimer(long now, List<StreamExchange> expired)
    {
        foreach (StreamExchange exchange in _ids.Exchanges)
        {
            if (exchange.Deadline <= now)
            {
                expired.Add(exchange);
            }
        }

        foreach (StreamExchange exchange in expired)
        {
            TakeOut(exchange, now, poison: exchange.WasSent);
        }

        _ids.ForgetUntil(now);
        NextDeadline = IsUnused ? _idleDeadline : long.MaxValue;
        foreach (StreamExchange exchange in _ids.Exchanges)
        {
            NextDeadline = Math.Min(NextDeadline, exchange.Deadline);
        }
    }

    /// <summary>Whether nothing at all came since a request was sent.</summary>
    public bool IsSilentSince(StreamExchange exchange) => _reads == exchange.ReadsBefore;

    /// <summary>Takes no new requests from now on.</summary>
    public void Drain(TransportError reason)
    {
        if (Phase < StreamPhase.Draining)
        {
            Phase = StreamPhase.Draining;
            DrainReason = reason;
        }
    }

    /// <summary>Takes out the requests that wait while the connection drains, as they will not be sent; null for none.</summary>
    public List<StreamExchange>? TakeUnsent(long now)
    {
        List<StreamExchange>? unsent = null;
        while (Phase == StreamPhase.Draining && _waiting.First is { } exchange)
        {
            TakeOut(exchange, now, poison: false);
            (unsent ??= []).Add(exchange);
        }

        return unsent;
    }

    /// <summary>Whether nothing is outstanding and the connection's time is over. If so it drains, and is to be closed.</summary>
    public bool TryEnd(long now)
    {
        if (!IsUnused || Phase is not (StreamPhase.Open or StreamPhase.Draining))
        {
            return false;
        }

        if (Phase == StreamPhase.Open && now >= _idleDeadline)
        {
            Drain(StreamErrors.Idle);
        }

        return Phase == StreamPhase.Draining;
    }

    /// <summary>Ends everything: takes out all requests.</summary>
    public void Close(List<StreamExchange> failed)
    {
        Phase = StreamPhase.Closed;
        failed.AddRange(_ids.Exchanges);
        foreach (StreamExchange exchange in failed)
        {
            exchange.IsPending = false;
            _ids.Remove(exchange);
        }

        InFlight = 0;
        _waiting.Clear();
        NextDeadline = long.MaxValue;
    }

    /// <summary>Whether a request that the end of the connection took out may be sent on another.</summary>
    public StreamRetry RetryAfterClose(StreamExchange exchange)
    {
        if (!_wasOpen)
        {
            // The upstream cannot be reached: everybody is told so at once, rather than after as many attempts.
            return StreamRetry.Never;
        }

        if (exchange.IsWaiting)
        {
            return StreamRetry.Unsent;
        }

        return exchange.Request.IsRepeatable && (exchange.OnOpenConnection || _hasReplies) ? StreamRetry.ConnectionLost : StreamRetry.Never;
    }

    private void StartClock(StreamExchange exchange, long now)
    {
        exchange.SentAt = now;
        exchange.ReadsBefore = _reads;
        exchange.WasSent = !exchange.IsWaiting && _wasOpen;
        long limit = exchange.IsTransfer && !exchange.IsWaiting ? _transferTimeout : _responseTimeout;
        exchange.Deadline = Math.Min(now + limit, exchange.QueryDeadline);
        NextDeadline = Math.Min(NextDeadline, exchange.Deadline);
    }

    private void TakeOut(StreamExchange exchange, long now, bool poison)
    {
        exchange.IsPending = false;
        if (exchange.IsWaiting)
        {
            _waiting.Remove(exchange);
        }
        else
        {
            InFlight--;
        }

        if (poison)
        {
            _ids.Poison(exchange, now);
        }
        else
        {
            _ids.Remove(exchange);
        }

        NoteIfUnused(now);
    }

    private void NoteIfUnused(long now)
    {
        if (IsUnused && Phase >= StreamPhase.Open)
        {
            // An idle time of zero means after use: a connection that was opened ahead is for its first request.
            _idleDeadline = _wasUsed || _idle.Ticks > 0 ? now + _idle.Ticks : long.MaxValue;
            NextDeadline = Math.Min(NextDeadline, _idleDeadline);
        }
    }
}
