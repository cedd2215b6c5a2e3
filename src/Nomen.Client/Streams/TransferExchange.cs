using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>A zone transfer: a request with many responses, which wait here for their reader.</summary>
internal sealed class TransferExchange : StreamExchange
{
    /// <summary>Octets of messages that may wait for the reader: enough for sixteen of the largest. One more and the transfer fails, as a shared connection waits for nobody.</summary>
    private const int MaxBehind = 1024 * 1024;

    /// <summary>Octets that may wait on a connection of the transfer's own, before it stops to read: a few messages, so that both sides have something to do.</summary>
    private const int PauseBehind = 256 * 1024;

    /// <summary>Octets down to which a reader works before the connection is read on.</summary>
    private const int ResumeBehind = 64 * 1024;

    private readonly StreamPipeline _pipeline;
    private readonly TransferFraming _framing;
    private readonly Channel<DnsResponse> _responses = Channel.CreateUnbounded<DnsResponse>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _pace = new();
    private long _behind;
    private bool _isPaused;

    private TransferExchange(StreamPipeline pipeline, DnsRequest request)
    {
        _pipeline = pipeline;
        _framing = new TransferFraming(request);
        Request = request;
    }

    /// <inheritdoc/>
    public override bool IsTransfer => true;

    /// <summary>Sends the request and returns its responses; holds the connection until the enumerator is disposed.</summary>
    public static async IAsyncEnumerable<DnsResponse> ReadAsync(StreamPipeline pipeline, DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var transfer = new TransferExchange(pipeline, request);
        pipeline.HoldForTransfer(begins: true);
        pipeline.Begin(transfer);
        CancellationTokenRegistration cancellation = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var cancelled = (TransferExchange)state!;
                cancelled._pipeline.GiveUp(cancelled, new StreamOutcome { Cancelled = token });
            },
            transfer);
        try
        {
            // The token ends the wait through the transfer, so that everybody sees the same end.
            while (await transfer._responses.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (transfer._responses.Reader.TryRead(out DnsResponse? response))
                {
                    transfer.HandleTaken(response.Message.Length);
                    yield return response;
                }
            }
        }
        finally
        {
            cancellation.Unregister();
            pipeline.GiveUp(transfer, new StreamOutcome { Error = new TransportError(TransportFailure.ConnectionClosed) });
            pipeline.HoldForTransfer(begins: false);
        }
    }

    /// <inheritdoc/>
    public override bool HasBegun => !_framing.IsAtStart;

    /// <inheritdoc/>
    public override bool Fits(DnsMessage message)
    {
        // RFC 5936 section 2.2.1: the first message repeats the question, later ones may leave it out.
        DnsMessageView view = message.View;
        return ReplyMatcher.Match(Request, view) is ReplyMatch.Answer or ReplyMatch.BareError
            || (!_framing.IsAtStart && view.QuestionCount == 0 && (view.Flags & DnsFlags.QR) != 0 && view.Opcode == Request.Opcode);
    }

    /// <inheritdoc/>
    public override ReplyStep Examine(DnsMessage message) => Fits(message) ? _framing.Handle(message.View) : ReplyStep.Mismatch;

    /// <inheritdoc/>
    public override void Deliver(DnsResponse response, ReplyStep step)
    {
        if (step == ReplyStep.Broken)
        {
            string detail = _framing.Problem ?? "a message's signature does not hold";
            Fail(new StreamOutcome { Error = _pipeline.ErrorFor(this, new TransportError(TransportFailure.Protocol) { Detail = detail }) });
            return;
        }

        if (HandleQueued(response.Message.Length) > MaxBehind && !_pipeline.IsForOneTransfer)
        {
            TransportError error = new(TransportFailure.Overloaded) { Detail = $"the reader is over {MaxBehind} octets behind" };
            StreamOutcome outcome = new() { Error = _pipeline.ErrorFor(this, error) };
            _pipeline.GiveUp(this, outcome);
            Fail(outcome);
            return;
        }

        _responses.Writer.TryWrite(response);
        if (step == ReplyStep.Last)
        {
            _responses.Writer.TryComplete();
        }
    }

    /// <inheritdoc/>
    public override void Fail(in StreamOutcome outcome) =>
        _responses.Writer.TryComplete(outcome.Error?.ToException() ?? (Exception)new OperationCanceledException(outcome.Cancelled));

    /// <summary>A message waits for the reader; returns how much does.</summary>
    private long HandleQueued(int octets)
    {
        lock (_pace)
        {
            _behind += octets;
            if (_behind > PauseBehind && !_isPaused && _pipeline.IsForOneTransfer)
            {
                _isPaused = true;
                _pipeline.Pause(this);
            }

            return _behind;
        }
    }

    /// <summary>The reader took a message.</summary>
    private void HandleTaken(int octets)
    {
        lock (_pace)
        {
            _behind -= octets;
            if (_isPaused && _behind <= ResumeBehind)
            {
                _isPaused = false;
                _pipeline.Resume(this);
            }
        }
    }
}
