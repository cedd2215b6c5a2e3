using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>One request on one connection, until it is answered or given up. Everything here but the outcome belongs to the connection's lock.</summary>
internal abstract class StreamExchange
{
    /// <summary>Value of <see cref="Lot"/> while the frame has not been added.</summary>
    public const long NoLot = long.MaxValue;

    /// <summary>What is asked.</summary>
    public DnsRequest Request { get; protected set; } = null!;

    /// <summary>The signing state; null when the request is not signed.</summary>
    public ITransmissionProtection? Protection { get; set; }

    /// <summary>Replies that were dropped because their signatures do not hold.</summary>
    public int BadSignatures { get; set; }

    /// <summary>Message ID on this connection.</summary>
    public ushort Id { get; set; }

    /// <summary>Whether the table of the connection holds it: who takes it out completes it.</summary>
    public bool IsPending { get; set; }

    /// <summary>Whether it waits for a place and has not been sent.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether it went out on an open connection.</summary>
    public bool WasSent { get; set; }

    /// <summary>Whether the connection was open when it was given to it.</summary>
    public bool OnOpenConnection { get; set; }

    /// <summary>Whether edns-tcp-keepalive is offered with it.</summary>
    public bool OffersKeepalive { get; set; }

    /// <summary>The composed frame while it waits.</summary>
    public byte[]? Frame { get; set; }

    /// <summary>The writer's <see cref="FrameWriter.Lot"/> when the frame was added; <see cref="NoLot"/> before.</summary>
    public long Lot { get; set; } = NoLot;

    /// <summary>Timestamp of sending.</summary>
    public long SentAt { get; set; }

    /// <summary>Reads of the connection before it was sent.</summary>
    public long ReadsBefore { get; set; }

    /// <summary>When the wait ends: the connection's own timer.</summary>
    public long Deadline { get; set; }

    /// <summary>The deadline of the whole query, which nothing extends; <see cref="long.MaxValue"/> when it has none.</summary>
    public long QueryDeadline { get; set; } = long.MaxValue;

    /// <summary>How often the request was sent before, on other connections.</summary>
    public int EarlierAttempts { get; set; }

    /// <summary>How often the request was sent, this time included.</summary>
    public int Attempts => EarlierAttempts + (WasSent ? 1 : 0);

    /// <summary>Neighbours in the queue of the waiting.</summary>
    public StreamExchange? Next { get; set; }

    /// <inheritdoc cref="Next"/>
    public StreamExchange? Previous { get; set; }

    /// <summary>Whether many messages answer it.</summary>
    public abstract bool IsTransfer { get; }

    /// <summary>Whether a message was taken already, so that more of them belong to a stream.</summary>
    public virtual bool HasBegun => false;

    /// <summary>Whether a message fits the question, whatever it does to the exchange.</summary>
    public abstract bool Fits(DnsMessage message);

    /// <summary>What a message with the right ID does to it.</summary>
    public abstract ReplyStep Examine(DnsMessage message);

    /// <summary>Hands a response over; outside the lock.</summary>
    public abstract void Deliver(DnsResponse response, ReplyStep step);

    /// <summary>Ends it without a response, or without the rest of them; outside the lock.</summary>
    public abstract void Fail(in StreamOutcome outcome);
}
