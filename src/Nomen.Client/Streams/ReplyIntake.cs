using System.Runtime.InteropServices;
using Nomen.Client.Sockets;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>From frames that were read to requests that end: parses, finds the request, checks that the message answers it, delivers.</summary>
/// <remarks>Belongs to the read loop. Parsing, signatures and delivery are outside the lock; one taking of the lock serves all frames of a read.</remarks>
internal sealed class ReplyIntake(Lock gate, StreamConnectionState state, CompletionQueue completions, StreamMeter meter, IStreamConnector connector, TimeProvider time)
{
    private readonly List<Received> _received = [];
    private readonly List<Matched> _signed = [];
    private readonly List<Matched> _done = [];

    /// <summary>Takes every whole frame.</summary>
    public void Take(FrameReader frames, long now)
    {
        int malformed = Parse(frames);
        int mismatchesBefore;
        int mismatches;
        lock (gate)
        {
            mismatchesBefore = state.Mismatches;
            state.HandleReceived();
            for (; malformed > 0; malformed--)
            {
                state.HandleMismatch();
            }

            foreach (ref readonly Received received in CollectionsMarshal.AsSpan(_received))
            {
                MatchUnderLock(received, now);
            }

            mismatches = state.Mismatches;
        }

        meter.Mismatched(mismatches - mismatchesBefore);

        foreach (Matched signed in _signed)
        {
            Verify(signed, now);
        }

        foreach (Matched done in _done)
        {
            Deliver(done, now);
        }

        completions.Run();

        _received.Clear();
        _signed.Clear();
        _done.Clear();
    }

    private int Parse(FrameReader frames)
    {
        int malformed = 0;
        while (frames.TryTake(out ReadOnlySpan<byte> frame))
        {
            // The one array of the message: exact, and the message's own from here on.
            byte[] octets = frame.ToArray();
            if (DnsMessage.TryAdopt(octets, out DnsMessage? message, out _))
            {
                _received.Add(new Received(octets, message));
            }
            else
            {
                malformed++;
            }
        }

        return malformed;
    }

    private void MatchUnderLock(in Received received, long now)
    {
        DnsMessage message = received.Message;
        if (state.Find(message.Id) is not { } exchange)
        {
            state.HandleUnknown(message.Id, now);
        }
        else if (exchange.Protection is not null)
        {
            _signed.Add(new Matched(exchange, received, ReplyStep.More));
        }
        else
        {
            Apply(new Matched(exchange, received, exchange.Examine(message)), now);
        }
    }

    /// <summary>A bad signature is a mismatch like any other, and the wait goes on; but within a transfer a gap cannot be closed.</summary>
    private void Verify(in Matched matched, long now)
    {
        StreamExchange exchange = matched.Exchange;
        ReplyStep step = exchange.HasBegun ? VerifyLater(exchange, matched.Received.Message) : VerifyFirst(exchange, matched.Received.Message);
        lock (gate)
        {
            if (exchange.IsPending)
            {
                Apply(matched with { Step = step }, now);
            }
        }
    }

    /// <summary>Before anything is taken from a message: one that is forged leaves no trace in the framing of a transfer.</summary>
    private static ReplyStep VerifyFirst(StreamExchange exchange, DnsMessage message)
    {
        if (!exchange.Fits(message))
        {
            return ReplyStep.Mismatch;
        }

        switch (exchange.Protection!.Verify(message, isLast: !exchange.IsTransfer))
        {
            case ProtectionVerdict.Accept:
                return exchange.Examine(message);
            case ProtectionVerdict.PeerRefused:
                return ReplyStep.Last;
            default:
                exchange.BadSignatures++;
                return ReplyStep.Mismatch;
        }
    }

    /// <summary>Within a transfer the framing comes first: it tells whether this message is the last, which must be signed (RFC 8945 section 5.3.1).</summary>
    private static ReplyStep VerifyLater(StreamExchange exchange, DnsMessage message)
    {
        ReplyStep step = exchange.Examine(message);
        return step == ReplyStep.Mismatch || exchange.Protection!.Verify(message, isLast: step != ReplyStep.More) == ProtectionVerdict.Accept ? step : ReplyStep.Broken;
    }

    private void Apply(in Matched matched, long now)
    {
        state.HandleReply(matched.Exchange, matched.Received.Message, matched.Step, now);
        if (matched.Step != ReplyStep.Mismatch)
        {
            _done.Add(matched);
        }
    }

    private void Deliver(in Matched matched, long now)
    {
        StreamExchange exchange = matched.Exchange;
        QuestionCase.Restore(exchange.Request, matched.Received.Message, matched.Received.Octets);
        meter.Ended(exchange, now, time, null);
        exchange.Deliver(
            new DnsResponse(matched.Received.Message)
            {
                Upstream = connector.Upstream,
                Protocol = connector.Protocol,
                Elapsed = time.GetElapsedTime(exchange.SentAt, now),
                Attempts = exchange.Attempts,
                Source = AnswerSource.Network,
            },
            matched.Step);
    }

    private readonly record struct Received(byte[] Octets, DnsMessage Message);

    private readonly record struct Matched(StreamExchange Exchange, Received Received, ReplyStep Step);
}
