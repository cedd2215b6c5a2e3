using Nomen.Client.Datagram.Cookies;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>The course of one request over UDP: when to send, which reply ends it, when to give up. No socket, no clock, no lock; reused from request to request.</summary>
/// <remarks>
/// Every transmission stays valid until the end, and any right reply to any of them wins. A bare error or an ICMP error ends only its own
/// transmission, and the next one follows at once, for either may be forged or pass; after the last one, it is the outcome.
/// After BADCOOKIE one more follows with the new cookie, and after FORMERR to a cookie one without.
/// </remarks>
internal sealed class DatagramExchange(DatagramRules rules, CookieJar? cookies)
{
    private volatile DatagramState _state = DatagramState.Ended;
    private DnsRequest _request = null!;
    private long _nextSend;
    private long _interval;
    private int _live;
    private int _unsent;
    private int _mostSends;
    private DroppedReplies _dropped;
    private CookieCourse _cookies;
    private bool _outOfBudget;
    private TransportFailure _failure;
    private Exception? _cause;
    private DnsResponse? _lastResort;

    /// <summary>Where it stands.</summary>
    /// <remarks>Set last of all, and readable without the lock: who sees the end sees the outcome.</remarks>
    public DatagramState State
    {
        get => _state;
        private set => _state = value;
    }

    /// <summary>The end, when <see cref="State"/> says so.</summary>
    public DatagramOutcome Outcome { get; private set; }

    /// <summary>Whether the end is the caller's own; then there is no outcome.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The request.</summary>
    public DnsRequest Request => _request;

    /// <summary>Transmissions begun.</summary>
    public int Begun { get; private set; }

    /// <summary>Transmissions begun, but for one that turned out too large to send.</summary>
    public int Attempts => Begun - _unsent;

    /// <summary>Time from the transmission that was answered to its answer, in ticks of the clock; -1 when none was.</summary>
    public long RoundTrip { get; private set; }

    /// <summary>Timestamp at which it ends at the latest.</summary>
    public long Deadline { get; private set; }

    /// <summary>Whether <see cref="Deadline"/> came nearer since the driver last looked, who resets it.</summary>
    public bool HasNewDeadline { get; set; }

    /// <summary>Timestamp at which <see cref="HandleTimer"/> is to be called.</summary>
    public long NextDeadline => State == DatagramState.Waiting && MaySend ? Math.Min(_nextSend, Deadline) : Deadline;

    /// <summary>Whether the next transmission carries a cookie.</summary>
    public bool SendsCookie => _cookies.Sends;

    private bool MaySend => Begun < _mostSends && !_outOfBudget;

    /// <summary>Starts a request, which waits for a slot.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="retransmission">Time to the first repetition, in ticks of the clock.</param>
    /// <param name="limit">Most time that it may take, in ticks of the clock.</param>
    public void Start(DnsRequest request, long now, long retransmission, long limit)
    {
        _request = request;
        Deadline = now + Math.Min(limit, rules.Timeout);
        if (request.Context is { } context)
        {
            Deadline = Math.Min(Deadline, now + rules.ToTicks(context.Remaining));
        }

        _interval = retransmission;
        _live = 0;
        _unsent = 0;
        HasNewDeadline = false;

        // An update that arrived is done, though its response was lost: a second one would meet other prerequisites.
        _mostSends = request.IsRepeatable ? rules.Options.MaxSends : 1;
        _dropped = default;
        _cookies.Start(cookies, request, now);
        _outOfBudget = false;
        _failure = TransportFailure.Timeout;
        _cause = null;
        _lastResort = null;
        Begun = 0;
        RoundTrip = -1;
        IsCancelled = false;
        Outcome = default;
        State = DatagramState.Queued;
        if (Deadline <= now)
        {
            Fail(TransportFailure.Timeout);
        }
    }

    /// <summary>Lets go of the request and the response; only after the end.</summary>
    public void Clear()
    {
        _request = null!;
        _cause = null;
        _lastResort = null;
        Outcome = default;
    }

    /// <summary>A slot is there.</summary>
    public void HandleAdmitted()
    {
        if (State == DatagramState.Queued)
        {
            State = DatagramState.Due;
        }
    }

    /// <summary>Begins the transmission that is due; false when it may not be sent, and the state tells what is next.</summary>
    /// <param name="transmission">The transmission.</param>
    /// <param name="id">Its message ID.</param>
    /// <param name="caseSource">Where letter case comes from; null for the request's own, which then does not count.</param>
    /// <param name="now">Timestamp.</param>
    public bool TryBegin(DatagramTransmission transmission, ushort id, DnsRandom? caseSource, long now)
    {
        if (State != DatagramState.Due)
        {
            return false;
        }

        if (_request.Context is { } context && !context.Budget.TryTake(WorkKind.UpstreamSend))
        {
            _outOfBudget = true;
            _failure = TransportFailure.BudgetExhausted;
            WaitOrGiveUp();
            return false;
        }

        transmission.Begin(_request, id, caseSource, now);
        Begun++;
        _live++;
        _nextSend = now + _interval;
        _interval = Math.Min(_interval * 2, rules.MaxRetransmission);
        State = DatagramState.Waiting;
        return true;
    }

    /// <summary>The transmission that has begun does not fit a datagram, and was not sent.</summary>
    public void HandleTooLarge()
    {
        if (State != DatagramState.Ended)
        {
            _unsent = 1;
            End(DatagramOutcomeKind.TooLarge, TransportFailure.RequestTooLarge);
        }
    }

    /// <summary>A transmission failed: it could not be sent, or an ICMP error answered it.</summary>
    public void HandleFailure(DatagramTransmission transmission, TransportFailure failure, Exception cause)
    {
        if (State != DatagramState.Ended && transmission.IsLive)
        {
            _failure = failure;
            _cause = cause;
            EndTransmission(transmission);
        }
    }

    /// <summary>Time has come.</summary>
    public void HandleTimer(long now)
    {
        if (State == DatagramState.Ended)
        {
            return;
        }

        if (now >= Deadline)
        {
            GiveUp();
        }
        else if (State == DatagramState.Waiting && MaySend && now >= _nextSend)
        {
            State = DatagramState.Due;
        }
    }

    /// <summary>The caller cancelled.</summary>
    public void HandleCancelled()
    {
        if (State != DatagramState.Ended)
        {
            IsCancelled = true;
            State = DatagramState.Ended;
        }
    }

    /// <summary>Ends it from outside: disposed, overloaded.</summary>
    public void Fail(TransportFailure failure)
    {
        if (State != DatagramState.Ended)
        {
            End(DatagramOutcomeKind.Failed, failure);
        }
    }

    /// <summary>A datagram came from the upstream for a transmission.</summary>
    /// <param name="transmission">The transmission.</param>
    /// <param name="datagram">The octets; of a good response the question gets the asker's letter case, in place.</param>
    /// <param name="now">Timestamp.</param>
    public DatagramVerdict HandleDatagram(DatagramTransmission transmission, Span<byte> datagram, long now)
    {
        if (State == DatagramState.Ended || !transmission.IsLive)
        {
            return DatagramVerdict.Late;
        }

        DatagramFinding finding = DatagramReader.Read(_request, transmission, datagram, rules.Options.ReceiveBufferSize, now, out DnsMessage? message);
        switch (finding)
        {
            case DatagramFinding.Answer:
                RoundTrip = now - transmission.SentAt;
                _cookies.HandleResponse(transmission, message!, now);
                Succeed(message!.IsTruncated ? DatagramOutcomeKind.Truncated : DatagramOutcomeKind.Response, ToResponse(message, transmission, now));
                break;
            case DatagramFinding.Refusal:
                _lastResort = ToResponse(message!, transmission, now);
                EndTransmission(transmission);
                break;
            case DatagramFinding.SignatureRefusal:
                _lastResort = ToResponse(message!, transmission, now);
                WaitLittleLonger(now);
                return DatagramVerdict.Mismatch;
            case DatagramFinding.BadCookie:
                HandleBadCookie(transmission, ToResponse(message!, transmission, now), now);
                break;
            case DatagramFinding.CookieRefused:
                _lastResort = ToResponse(message!, transmission, now);
                SendOneMoreIf(_cookies.TryWithout());
                EndTransmission(transmission);
                break;
            case DatagramFinding.CookieMissing:
                End(DatagramOutcomeKind.CookieMissing, TransportFailure.Protocol, "the reply has no cookie, and the server is known to send them");
                break;
            case DatagramFinding.Fragment:
                RoundTrip = now - transmission.SentAt;
                End(DatagramOutcomeKind.Truncated, TransportFailure.Truncated);
                break;
            case DatagramFinding.CaseDiffers:
                End(DatagramOutcomeKind.CaseFolded, TransportFailure.Protocol, "the reply does not keep the letter case of the question");
                break;
            default:
                _dropped.Add(finding);
                if (_dropped.NearMisses < rules.Options.MaxNearMisses)
                {
                    return DatagramVerdict.Mismatch;
                }

                End(DatagramOutcomeKind.NearMisses, TransportFailure.Protocol);
                break;
        }

        return State == DatagramState.Ended ? DatagramVerdict.Ended : DatagramVerdict.TransmissionEnded;
    }

    /// <summary>RFC 8945 section 5.4: an unsigned refusal may be forged, and the genuine response then follows it.</summary>
    private void WaitLittleLonger(long now)
    {
        long end = now + rules.RefusalWait;
        if (end < Deadline)
        {
            Deadline = end;
            HasNewDeadline = true;
        }
    }

    private void HandleBadCookie(DatagramTransmission transmission, DnsResponse response, long now)
    {
        RoundTrip = now - transmission.SentAt;
        BadCookieStep step = _cookies.HandleBadCookie(transmission, now);
        if (step == BadCookieStep.GiveUp)
        {
            Succeed(DatagramOutcomeKind.BadCookie, response);
            return;
        }

        _lastResort = response;
        SendOneMoreIf(step == BadCookieStep.SendAgain);
        EndTransmission(transmission);
    }

    /// <summary>Allows a send beyond the number that repeats lost datagrams: what it repeats was not lost.</summary>
    private void SendOneMoreIf(bool isGood) => _mostSends = Math.Max(_mostSends, isGood ? Begun + 1 : 0);

    private void EndTransmission(DatagramTransmission transmission)
    {
        transmission.End();
        _live--;
        if (MaySend)
        {
            State = DatagramState.Due;
        }
        else
        {
            WaitOrGiveUp();
        }
    }

    private void WaitOrGiveUp()
    {
        if (_live > 0)
        {
            State = DatagramState.Waiting;
        }
        else
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        if (_lastResort is { } response)
        {
            Succeed(_cookies.IsBad(response) ? DatagramOutcomeKind.BadCookie : DatagramOutcomeKind.Response, response);
            return;
        }

        // An ICMP error may be forged: silence after it is what counts while transmissions are out.
        End(DatagramOutcomeKind.Failed, _live > 0 && !_outOfBudget ? TransportFailure.Timeout : _failure);
    }

    private void Succeed(DatagramOutcomeKind kind, DnsResponse response)
    {
        Outcome = new DatagramOutcome(kind, response, null);
        State = DatagramState.Ended;
    }

    private void End(DatagramOutcomeKind kind, TransportFailure failure, string? detail = null)
    {
        TransportError error = new(failure)
        {
            Upstream = rules.Upstream,
            Question = _request.Question,
            Attempts = Attempts,
            Cause = failure == _failure && failure != TransportFailure.Timeout ? _cause : null,
            Detail = detail ?? _dropped.Describe(),
        };
        Outcome = new DatagramOutcome(kind, null, error);
        State = DatagramState.Ended;
    }

    private DnsResponse ToResponse(DnsMessage message, DatagramTransmission transmission, long now) => new(message)
    {
        Upstream = rules.Upstream,
        Protocol = DnsProtocol.Udp,
        Elapsed = rules.ToTimeSpan(now - transmission.SentAt),
        Attempts = Attempts,
        Source = AnswerSource.Network,
    };
}
