using Nomen.Client.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Quic;

/// <summary>Puts the octets of one stream together to messages and judges them: one for a query, as many as it takes for a transfer, then the end (RFC 9250 section 4.2).</summary>
/// <remarks>Pure: the transport reads into <see cref="Free"/>, tells <see cref="Advance"/> or <see cref="End"/>, and takes what came of it.</remarks>
internal sealed class DoqReplies(DnsRequest request, ITransmissionProtection? protection)
{
    private readonly FrameReader _frames = new();
    private readonly TransferFraming? _transfer = request.IsTransfer ? new TransferFraming(request) : null;
    private readonly Queue<DnsMessage> _ready = new();
    private bool _isComplete;

    /// <summary>What is wrong; null while nothing is. Nothing more is to be read then.</summary>
    public TransportError? Error { get; private set; }

    /// <summary>Whether the peer broke the rules, for which the whole connection is given up (RFC 9250 section 4.3.3).</summary>
    public bool IsPeerAtFault { get; private set; }

    /// <summary>Whether all of the response is there.</summary>
    public bool IsComplete => _isComplete && Error is null;

    /// <summary>Room for the next read.</summary>
    public Memory<byte> Free() => _frames.Free();

    /// <summary>So many octets were read.</summary>
    public void Advance(int octets)
    {
        _frames.Advance(octets);
        while (Error is null && _frames.TryTake(out ReadOnlySpan<byte> frame))
        {
            Take(frame.ToArray());
        }

        if (Error is null && _isComplete && _frames.Buffered > 0)
        {
            Blame("octets follow the response");
        }
    }

    /// <summary>The peer has ended its side.</summary>
    public void End()
    {
        if (Error is null && !_isComplete)
        {
            Blame(_frames.Buffered > 0 ? "the stream ended within a message" : "the stream ended before the response");
        }
    }

    /// <summary>The next message that answers.</summary>
    public bool TryTake(out DnsMessage? message) => _ready.TryDequeue(out message);

    private void Take(byte[] octets)
    {
        if (_isComplete)
        {
            Blame("a message follows the response");
        }
        else if (!DnsMessage.TryAdopt(octets, out DnsMessage? message, out FormatError error))
        {
            Blame($"a message cannot be read: {error}");
        }
        else if (message.Id != 0)
        {
            // RFC 9250 section 4.2.1.
            Blame("a message has an ID other than 0");
        }
        else if (HasKeepalive(message))
        {
            // RFC 9250 section 5.5.2.
            Blame("a message has edns-tcp-keepalive");
        }
        else
        {
            Judge(message, octets);
        }
    }

    private void Judge(DnsMessage message, byte[] octets)
    {
        DnsMessageView view = message.View;
        bool fits = ReplyMatcher.Match(request, view) is ReplyMatch.Answer or ReplyMatch.BareError
            || (_transfer is { IsAtStart: false } && view.QuestionCount == 0 && (view.Flags & DnsFlags.QR) != 0 && view.Opcode == request.Opcode);
        if (!fits)
        {
            Blame("the message answers another request");
            return;
        }

        ReplyStep step = _transfer?.Handle(view) ?? ReplyStep.Last;
        if (step == ReplyStep.Broken)
        {
            Fail(_transfer!.Problem ?? "the transfer is not whole");
            return;
        }

        if (protection is not null && protection.Verify(message, isLast: step != ReplyStep.More) == ProtectionVerdict.Mismatch)
        {
            Fail("the message's signature does not hold");
            return;
        }

        _isComplete = step != ReplyStep.More;
        if (_transfer is null && message.IsTruncated)
        {
            // No transport has more room than this one (docs/threats.md B6).
            Error = new TransportError(TransportFailure.Truncated) { Truncated = message };
            return;
        }

        QuestionCase.Restore(request, message, octets);
        _ready.Enqueue(message);
    }

    private void Blame(string detail)
    {
        IsPeerAtFault = true;
        Fail(detail);
    }

    private void Fail(string detail) => Error = new TransportError(TransportFailure.Protocol) { Detail = detail };

    private static bool HasKeepalive(DnsMessage message) =>
        message.View.TryGetEdns(out EdnsView edns) && edns.TryGetOption(EdnsOptionCode.TcpKeepalive, out _);
}
