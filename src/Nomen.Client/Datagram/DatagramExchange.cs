using System.Buffers.Binary;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>The course of one request over UDP: when to send, which reply counts, when to give up. No socket, no clock, no lock; reused from request to request.</summary>
/// <remarks>
/// Every transmission stays valid until the end, and any right reply to any of them wins. A bare error or an ICMP error ends only its own
/// transmission, and the next one follows at once, for either may be forged or pass; after the last one, it is the outcome.
/// </remarks>
internal sealed class DatagramExchange(DatagramRules rules)
{
    private DnsRequest _request = null!;
    private volatile DatagramState _state = DatagramState.Ended;
    private long _nextSend;
    private long _interval;
    private int _live;
    private int _nearMisses;
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

    /// <summary>The request.</summary>
    public DnsRequest Request => _request;

    /// <summary>Transmissions so far.</summary>
    public int Sends { get; private set; }

    /// <summary>Time from the transmission that was answered to its answer, in ticks of the clock; -1 when none was.</summary>
    public long RoundTrip { get; private set; }

    /// <summary>Timestamp at which it ends at the latest.</summary>
    public long Deadline { get; private set; }

    /// <summary>Timestamp at which <see cref="HandleTimer"/> is to be called.</summary>
    public long NextDeadline => State == DatagramState.Waiting && MaySend ? Math.Min(_nextSend, Deadline) : Deadline;

    private bool MaySend => Sends < rules.Options.MaxSends && !_outOfBudget;

    /// <summary>Starts a request, which waits for a slot.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="retransmission">Time to the first repetition, in ticks of the clock.</param>
    public void Start(DnsRequest request, long now, long retransmission)
    {
        _request = request;
        Deadline = now + rules.Timeout;
        if (request.Context is { } context)
        {
            Deadline = Math.Min(Deadline, now + rules.ToTicks(context.Remaining));
        }

        _interval = retransmission;
        _live = 0;
        _nearMisses = 0;
        _outOfBudget = false;
        _failure = TransportFailure.Timeout;
        _cause = null;
        _lastResort = null;
        Sends = 0;
        RoundTrip = -1;
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
        Sends++;
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
            Sends--;
            End(DatagramOutcomeKind.TooLarge, null, TransportFailure.RequestTooLarge, null);
        }
    }

    /// <summary>A transmission failed: it could not be sent, or an ICMP error answered it.</summary>
    public void HandleFailure(DatagramTransmission transmission, TransportFailure failure, Exception cause)
    {
        if (State == DatagramState.Ended || !transmission.IsLive)
        {
            return;
        }

        _failure = failure;
        _cause = cause;
        EndTransmission(transmission);
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

    /// <summary>Ends it from outside: cancelled, disposed, overloaded.</summary>
    public void Fail(TransportFailure failure)
    {
        if (State != DatagramState.Ended)
        {
            End(DatagramOutcomeKind.Failed, null, failure, null);
        }
    }

    /// <summary>A datagram came from the upstream for a transmission.</summary>
    /// <param name="transmission">The transmission.</param>
    /// <param name="datagram">The octets; of a good reply the question gets the asker's letter case back, in place.</param>
    /// <param name="now">Timestamp.</param>
    public DatagramVerdict HandleDatagram(DatagramTransmission transmission, Span<byte> datagram, long now)
    {
        if (State == DatagramState.Ended || !transmission.IsLive)
        {
            return DatagramVerdict.Late;
        }

        // 1. Too short for a header, or no response: nothing (docs/threats.md A5).
        if (datagram.Length < DnsHeader.Length || (datagram[2] & 0x80) == 0)
        {
            return DatagramVerdict.Mismatch;
        }

        // 2. Somebody answers, but not us: a guess (RFC 5452 section 9.2).
        if (BinaryPrimitives.ReadUInt16BigEndian(datagram) != transmission.Id)
        {
            return NearMiss();
        }

        Span<byte> nameBuffer = stackalloc byte[Dns.Names.DomainName.MaxLength];
        ReadOnlySpan<byte> sentName = transmission.WriteName(_request, nameBuffer);
        bool isCut = datagram.Length > rules.Options.ReceiveBufferSize;
        if (isCut || !DnsMessageView.TryParse(datagram, out DnsMessageView view, out _))
        {
            return Unreadable(transmission, datagram, sentName, isCut, now);
        }

        return ReplyMatcher.Match(_request, view, sentName) switch
        {
            ReplyMatch.Answer => Answer(transmission, view, datagram, now),
            ReplyMatch.BareError => BareError(transmission, view, now),
            ReplyMatch.CaseDiffers => Suspicious(DatagramOutcomeKind.CaseFolded, "the reply does not keep the letter case of the question"),
            _ => NearMiss(),
        };
    }

    private DatagramVerdict Answer(DatagramTransmission transmission, DnsMessageView view, Span<byte> datagram, long now)
    {
        if (transmission.Protection is { } protection)
        {
            switch (protection.Verify(DnsMessage.From(view), isLast: true))
            {
                case ProtectionVerdict.Mismatch:
                    return DatagramVerdict.Mismatch;
                case ProtectionVerdict.PeerRefused:
                    _lastResort = ToResponse(DnsMessage.From(view), transmission, now);
                    EndTransmission(transmission);
                    return Verdict;
            }
        }

        RestoreCase(datagram, view.QuestionCount);
        DnsResponse response = ToResponse(DnsMessage.From(view), transmission, now);
        RoundTrip = now - transmission.SentAt;
        Outcome = new DatagramOutcome((view.Flags & DnsFlags.TC) == 0 ? DatagramOutcomeKind.Response : DatagramOutcomeKind.Truncated, response, null);
        State = DatagramState.Ended;
        return DatagramVerdict.Ended;
    }

    private DatagramVerdict BareError(DatagramTransmission transmission, DnsMessageView view, long now)
    {
        DnsMessage message = DnsMessage.From(view);
        if (transmission.Protection is { } protection && protection.Verify(message, isLast: true) == ProtectionVerdict.Mismatch)
        {
            return DatagramVerdict.Mismatch;
        }

        _lastResort = ToResponse(message, transmission, now);
        EndTransmission(transmission);
        return Verdict;
    }

    /// <summary>A message cut by its sender or by our buffer need not be whole: header and question are enough to ask over TCP. Any other is dropped (A5).</summary>
    private DatagramVerdict Unreadable(DatagramTransmission transmission, Span<byte> datagram, ReadOnlySpan<byte> sentName, bool isCut, long now)
    {
        bool truncated = isCut || (datagram[2] & 0x02) != 0;
        if (!truncated || !CutReply.Repeats(_request, datagram, sentName))
        {
            return DatagramVerdict.Mismatch;
        }

        RoundTrip = now - transmission.SentAt;
        End(DatagramOutcomeKind.Truncated, null, TransportFailure.Truncated, isCut ? "longer than the receive buffer" : null);
        return DatagramVerdict.Ended;
    }

    private DatagramVerdict NearMiss()
    {
        return ++_nearMisses < rules.Options.MaxNearMisses
            ? DatagramVerdict.Mismatch
            : Suspicious(DatagramOutcomeKind.NearMisses, $"{_nearMisses} replies with a wrong ID or question");
    }

    private DatagramVerdict Suspicious(DatagramOutcomeKind kind, string detail)
    {
        End(kind, null, TransportFailure.Protocol, detail);
        return DatagramVerdict.Ended;
    }

    private DatagramVerdict Verdict => State == DatagramState.Ended ? DatagramVerdict.Ended : DatagramVerdict.TransmissionEnded;

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
            Outcome = new DatagramOutcome(DatagramOutcomeKind.Response, response, null);
            State = DatagramState.Ended;
            return;
        }

        // An ICMP error may be forged: silence after it is what counts while transmissions are out.
        TransportFailure failure = _live > 0 && !_outOfBudget ? TransportFailure.Timeout : _failure;
        End(DatagramOutcomeKind.Failed, null, failure, null);
    }

    private void End(DatagramOutcomeKind kind, DnsResponse? response, TransportFailure failure, string? detail)
    {
        TransportError error = new(failure)
        {
            Upstream = rules.Upstream,
            Question = _request.Question,
            Attempts = Sends,
            Cause = failure is TransportFailure.Timeout ? null : _cause,
            Detail = detail,
        };
        Outcome = new DatagramOutcome(kind, response, error);
        State = DatagramState.Ended;
    }

    private DnsResponse ToResponse(DnsMessage message, DatagramTransmission transmission, long now) => new(message)
    {
        Upstream = rules.Upstream,
        Protocol = DnsProtocol.Udp,
        Elapsed = rules.ToTimeSpan(now - transmission.SentAt),
        Attempts = Sends,
        Source = AnswerSource.Network,
    };

    /// <summary>Gives the question the asker's letter case; its name is the first in the message, so it is not compressed.</summary>
    private void RestoreCase(Span<byte> datagram, int questionCount)
    {
        if (questionCount == 1 && _request.Question is { } question)
        {
            question.Name.Wire.CopyTo(datagram[DnsHeader.Length..]);
        }
    }
}
