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

    private readonly MessageIds _ids;
    private readonly IdleTime _idle;
    private readonly ExchangePlaces _places;
    private readonly ExchangeClock _clock;
    private long _reads;

    /// <summary>Starts in <see cref="StreamPhase.New"/>.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="random">For message IDs.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public StreamConnectionState(StreamTransportOptions options, DnsRandom random, long frequency)
    {
        _ids = new MessageIds(random, PoisonSeconds * frequency);
        _idle = new IdleTime(options, frequency);
        _places = new ExchangePlaces(options.MaxInFlight, options.QueueLimit);
        _clock = new ExchangeClock(options, frequency);
    }

    /// <summary>Where the connection stands.</summary>
    public StreamPhase Phase { get; private set; }

    /// <summary>Requests that were sent, or will be as soon as the connection is open.</summary>
    public int InFlight => _places.InFlight;

    /// <summary>Requests that wait for a place.</summary>
    public int Waiting => _places.Waiting;

    /// <summary>Messages so far that fitted no request.</summary>
    public int Mismatches { get; private set; }

    /// <summary>Whether a request would get a place at once.</summary>
    public bool HasRoom => Phase < StreamPhase.Draining && _places.HasRoom;

    /// <summary>When <see cref="HandleTimer"/> has something to do; <see cref="long.MaxValue"/> for never.</summary>
    /// <remarks>Never later than needed, perhaps earlier: it is kept as a bound, and <see cref="HandleTimer"/> makes it exact.</remarks>
    public long NextDeadline => _clock.Next;

    /// <summary>Why it takes no new requests, once it is draining or closed.</summary>
    public TransportError? DrainReason { get; private set; }

    /// <summary>What it has achieved.</summary>
    public StreamHistory History { get; } = new();

    /// <summary>How it ended, once it is closed.</summary>
    public StreamEnd? End { get; private set; }

    /// <summary>Whether the connector must start now, because there is a first request or somebody says so; true once.</summary>
    public bool TryStart()
    {
        bool starts = Phase == StreamPhase.New;
        Phase = starts ? StreamPhase.Connecting : Phase;
        return starts;
    }

    /// <summary>The connection is open: what was taken meanwhile is sent now, and its time counts from now.</summary>
    public void HandleConnected(long now)
    {
        Phase = Phase == StreamPhase.Connecting ? StreamPhase.Open : Phase;
        History.WasOpen = true;
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

        Admission admission = _places.Enter(exchange);
        if (admission == Admission.Overloaded)
        {
            return admission;
        }

        _ids.Add(exchange);
        _idle.HandleUsed();
        exchange.IsPending = true;
        exchange.OnOpenConnection = Phase == StreamPhase.Open;
        StartClock(exchange, now);
        exchange.OffersKeepalive = _idle.TryOffer(exchange.Request);
        return admission;
    }

    /// <summary>Moves the request that has waited longest to a free place; false when there is none of either.</summary>
    public bool TryPromote(long now, [NotNullWhen(true)] out StreamExchange? exchange)
    {
        exchange = null;
        if (Phase >= StreamPhase.Draining || !_places.TryPromote(out exchange))
        {
            return false;
        }

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

        History.HasReplies = true;
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
        _places.HandleReader(begins);
        NoteIfUnused(now);
    }

    /// <summary>Takes out what has waited long enough, and forgets old poison.</summary>
    public void HandleTimer(long now, List<StreamExchange> expired)
    {
        expired.AddRange(_ids.Exchanges.Where(exchange => exchange.Deadline <= now));
        foreach (StreamExchange exchange in expired)
        {
            TakeOut(exchange, now, poison: exchange.WasSent);
        }

        _ids.ForgetUntil(now);
        _clock.Restart(_ids.Exchanges, _places.IsEmpty ? _idle.Deadline : long.MaxValue);
    }

    /// <summary>Whether nothing at all came since a request was sent, for longer than an answer takes to come.</summary>
    public bool IsSilentSince(StreamExchange exchange, long now) =>
        exchange.WasSent && _reads == exchange.ReadsBefore && _clock.IsLongSince(exchange, now);

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
        while (Phase == StreamPhase.Draining && _places.FirstWaiting is { } exchange)
        {
            TakeOut(exchange, now, poison: false);
            (unsent ??= []).Add(exchange);
        }

        return unsent;
    }

    /// <summary>Whether nothing is outstanding and the connection's time is over. If so it drains, and is to be closed.</summary>
    public bool TryEnd(long now)
    {
        if (!_places.IsEmpty || Phase is not (StreamPhase.Open or StreamPhase.Draining))
        {
            return false;
        }

        if (Phase == StreamPhase.Open && now >= _idle.Deadline)
        {
            Drain(StreamErrors.Idle);
        }

        return Phase == StreamPhase.Draining;
    }

    /// <summary>Ends everything: takes out all requests.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isOurs">Whether we end it, and nothing went wrong.</param>
    /// <param name="now">The time.</param>
    /// <param name="failed">Gets the requests.</param>
    public void Close(TransportError reason, bool isOurs, long now, List<StreamExchange> failed)
    {
        Phase = StreamPhase.Closed;
        DrainReason = reason;
        failed.AddRange(_ids.Exchanges);
        End = new StreamEnd(reason, isOurs ? StreamEndKind.Ours : History.KindOfEnd(failed.Count > 0, reason.Failure), now);
        foreach (StreamExchange exchange in failed)
        {
            exchange.IsPending = false;
            _ids.Remove(exchange);
        }

        _places.Clear();
        _clock.Clear();
    }

    private void StartClock(StreamExchange exchange, long now)
    {
        exchange.ReadsBefore = _reads;
        exchange.WasSent = !exchange.IsWaiting && History.WasOpen;
        _clock.Start(exchange, now);
    }

    private void TakeOut(StreamExchange exchange, long now, bool poison)
    {
        exchange.IsPending = false;
        _places.Leave(exchange);
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
        if (_places.IsEmpty && Phase >= StreamPhase.Open)
        {
            _idle.Begin(now);
            _clock.Note(_idle.Deadline);
        }
    }
}
