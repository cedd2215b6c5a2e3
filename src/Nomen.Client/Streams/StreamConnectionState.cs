using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>What one stream connection knows: requests under way and waiting, IDs, deadlines, idleness, trust (RFC 7766, RFC 7828).</summary>
/// <remarks>
/// Pure: no socket, no await, no clock; times are timestamps that the caller gives. Not thread-safe: the caller holds its lock.
/// A request ends here by being taken out, exactly once; whoever takes it out completes it after the lock is released.
/// </remarks>
internal sealed class StreamConnectionState
{
    /// <summary>Messages that fit nothing, after which the peer is not trusted with new requests (<c>security.md</c> A10).</summary>
    public const int MaxMismatches = 100;

    /// <summary>How long the ID of a request that was given up stays unused. Answers later than this match nothing and are counted.</summary>
    private const int PoisonSeconds = 60;

    /// <summary>A quarter of the ID space; beyond it the oldest poison is forgotten, the check of the question still holds.</summary>
    private const int MaxPoisoned = 16_384;

    private readonly StreamTransportOptions _options;
    private readonly DnsRandom _random;
    private readonly long _frequency;
    private readonly ExchangeTable _table = new();
    private readonly WaitingQueue _waiting = new();
    private readonly Queue<ushort> _poisoned = new();
    private long _idleTimeout;
    private long _idleDeadline = long.MaxValue;
    private long _reads;
    private int _openTransfers;
    private bool _wasOpen;
    private bool _hasReplies;
    private bool _offeredKeepalive;

    /// <summary>Starts in <see cref="StreamPhase.New"/>.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="random">For message IDs.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public StreamConnectionState(StreamTransportOptions options, DnsRandom random, long frequency)
    {
        _options = options;
        _random = random;
        _frequency = frequency;
        _idleTimeout = Ticks(options.IdleTimeout);
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

    /// <summary>Whether nothing is outstanding and the connection's time is over.</summary>
    public bool IsOver(long now) =>
        Phase is StreamPhase.Open or StreamPhase.Draining && IsUnused && (Phase == StreamPhase.Draining || now >= _idleDeadline);

    private bool IsUnused => InFlight == 0 && Waiting == 0 && _openTransfers == 0;

    /// <summary>The connector starts.</summary>
    public void HandleConnecting() => Phase = StreamPhase.Connecting;

    /// <summary>The connection is open: what was taken meanwhile is sent now, and its time counts from now.</summary>
    public void HandleConnected(long now)
    {
        Phase = StreamPhase.Open;
        _wasOpen = true;
        foreach (StreamExchange exchange in _table.Exchanges)
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

        exchange.Id = NewId();
        exchange.IsPending = true;
        exchange.OnOpenConnection = Phase == StreamPhase.Open;
        _table.Add(exchange);
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

    /// <summary>Whether to offer edns-tcp-keepalive with this request, the first that can carry it; true once.</summary>
    public bool TryOfferKeepalive(DnsRequest request)
    {
        if (_offeredKeepalive || !_options.OfferKeepalive || request.Edns is not { } edns)
        {
            return false;
        }

        _offeredKeepalive = true;
        foreach (EdnsOption option in edns.Options)
        {
            if (option.Code == EdnsOptionCode.TcpKeepalive)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Octets came.</summary>
    public void HandleReceived() => _reads++;

    /// <summary>The request under way that a message's ID names; null when there is none.</summary>
    public StreamExchange? Find(ushort id) => _table.Find(id) is { IsWaiting: false } exchange ? exchange : null;

    /// <summary>A message whose ID names no request: dropped and counted, unless it answers one that was given up.</summary>
    public void HandleUnknown(ushort id, long now)
    {
        if (!_table.IsPoisoned(id, out Poison poison))
        {
            HandleMismatch(now);
        }
        else if (poison.ManyAnswers)
        {
            _table.Poison(id, poison with { Until = now + (PoisonSeconds * _frequency) });
        }
        else
        {
            _table.Remove(id);
        }
    }

    /// <summary>A message that fits nothing, or that is none.</summary>
    public void HandleMismatch(long now)
    {
        if (++Mismatches > MaxMismatches)
        {
            Drain(now);
        }
    }

    /// <summary>A message for a request that is still pending, and what it does to it.</summary>
    public void HandleReply(StreamExchange exchange, DnsMessage message, ReplyStep step, long now)
    {
        if (step == ReplyStep.Mismatch)
        {
            HandleMismatch(now);
            return;
        }

        _hasReplies = true;
        ReadKeepalive(message);
        if (step == ReplyStep.More)
        {
            StartClock(exchange, now);
        }
        else
        {
            TakeOut(exchange, now, poison: step == ReplyStep.Broken);
        }
    }

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
        foreach (StreamExchange exchange in _table.Exchanges)
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

        ForgetPoison(now);
        NextDeadline = IsUnused ? _idleDeadline : long.MaxValue;
        foreach (StreamExchange exchange in _table.Exchanges)
        {
            NextDeadline = Math.Min(NextDeadline, exchange.Deadline);
        }
    }

    /// <summary>Whether nothing at all came since a request was sent.</summary>
    public bool IsSilentSince(StreamExchange exchange) => _reads == exchange.ReadsBefore;

    /// <summary>Takes no new requests from now on.</summary>
    public void Drain(long now)
    {
        if (Phase < StreamPhase.Draining)
        {
            Phase = StreamPhase.Draining;
            NextDeadline = Math.Min(NextDeadline, now);
        }
    }

    /// <summary>Takes out the requests that wait while the connection drains: they were not sent.</summary>
    public void TakeWaiting(long now, List<StreamExchange> unsent)
    {
        while (Phase == StreamPhase.Draining && _waiting.First is { } exchange)
        {
            TakeOut(exchange, now, poison: false);
            unsent.Add(exchange);
        }
    }

    /// <summary>Ends everything: takes out all requests.</summary>
    public void Close(List<StreamExchange> failed)
    {
        Phase = StreamPhase.Closed;
        failed.AddRange(_table.Exchanges);
        foreach (StreamExchange exchange in failed)
        {
            exchange.IsPending = false;
            _table.Remove(exchange.Id);
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

        return exchange.OnOpenConnection || _hasReplies ? StreamRetry.ConnectionLost : StreamRetry.Never;
    }

    private void StartClock(StreamExchange exchange, long now)
    {
        exchange.SentAt = now;
        exchange.ReadsBefore = _reads;
        exchange.WasSent = !exchange.IsWaiting && Phase == StreamPhase.Open;
        TimeSpan limit = exchange.IsTransfer && !exchange.IsWaiting ? _options.TransferTimeout : _options.ResponseTimeout;
        exchange.Deadline = Math.Min(now + Ticks(limit), exchange.QueryDeadline);
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
            PoisonId(exchange, now);
        }
        else
        {
            _table.Remove(exchange.Id);
        }

        NoteIfUnused(now);
    }

    private void NoteIfUnused(long now)
    {
        if (IsUnused && Phase >= StreamPhase.Open)
        {
            _idleDeadline = now + _idleTimeout;
            NextDeadline = Math.Min(NextDeadline, Phase == StreamPhase.Draining ? now : _idleDeadline);
        }
    }

    private void PoisonId(StreamExchange exchange, long now)
    {
        _table.Poison(exchange.Id, new Poison(now + (PoisonSeconds * _frequency), exchange.IsTransfer));
        _poisoned.Enqueue(exchange.Id);
        if (_poisoned.Count > MaxPoisoned)
        {
            Forget(_poisoned.Dequeue());
        }
    }

    private void ForgetPoison(long now)
    {
        // All poison lasts equally long, so the queue is in the order of its end; a transfer's that was renewed holds up the rest a little.
        while (_poisoned.TryPeek(out ushort id) && (!_table.IsPoisoned(id, out Poison poison) || poison.Until <= now))
        {
            Forget(_poisoned.Dequeue());
        }
    }

    private void Forget(ushort id)
    {
        if (_table.IsPoisoned(id, out _))
        {
            _table.Remove(id);
        }
    }

    private ushort NewId()
    {
        // Random on streams too: a guessed ID is of no use to somebody who can only add octets (RFC 5452 section 9.2).
        ushort id;
        do
        {
            id = _random.NextUInt16();
        }
        while (_table.Contains(id));

        return id;
    }

    private void ReadKeepalive(DnsMessage message)
    {
        // RFC 7828 section 3.4: 100 ms units; the first option counts, and one without a value says nothing.
        if (_offeredKeepalive && message.View.TryGetEdns(out EdnsView edns)
            && edns.TryGetOption(EdnsOptionCode.TcpKeepalive, out ReadOnlySpan<byte> data) && data.Length == sizeof(ushort))
        {
            TimeSpan said = TimeSpan.FromMilliseconds(100L * BinaryPrimitives.ReadUInt16BigEndian(data));
            _idleTimeout = Ticks(said < _options.KeepaliveLimit ? said : _options.KeepaliveLimit);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _frequency);
}
