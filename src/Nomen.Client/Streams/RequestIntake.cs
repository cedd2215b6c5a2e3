using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>From requests to frames: gives each a place and an ID on one connection, composes and signs it, has it written.</summary>
/// <remarks>Shares the connection's lock. One taking of it serves an ordinary request; signing calls foreign code and is outside.</remarks>
internal sealed class RequestIntake(Lock gate, StreamConnectionState state, StreamOutput output, StreamTimer timer, StreamErrors errors, ConnectionLoop loop, int paddingBlock, TransportServices services)
{
    /// <summary>Takes one request. Its end comes through the exchange, whatever happens.</summary>
    /// <returns>Why it cannot be sent, when it has a place and is to be given up; null when all is well or it has failed already.</returns>
    public TransportError? Take(StreamExchange exchange, string upstream)
    {
        DnsRequest request = exchange.Request;
        if (request.Context is { } context && !context.Budget.TryTake(WorkKind.UpstreamSend))
        {
            errors.Fail(exchange, new TransportError(TransportFailure.BudgetExhausted));
            return null;
        }

        long now = services.TimeProvider.GetTimestamp();
        exchange.QueryDeadline = Math.Min(exchange.QueryDeadline, DeadlineOf(request, now));
        exchange.Protection = request.Protection?.Begin();
        bool isComposed;
        bool fits = true;
        bool starts;
        bool needsWriter;
        Admission admission;
        lock (gate)
        {
            admission = state.Admit(exchange, now);

            // Signing calls foreign code, and who waits needs a frame of his own: both are composed after the lock.
            isComposed = admission == Admission.Send && exchange.Protection is null;
            fits = !isComposed || RequestFrames.TryAppend(output.Frames, exchange, paddingBlock);
            needsWriter = output.NeedsWriter();
            starts = state.TryStart();
            timer.Arm(state.NextDeadline, now);
        }

        if (admission is Admission.Overloaded or Admission.Closed)
        {
            Refuse(exchange, admission);
            return null;
        }

        if (!isComposed)
        {
            fits = TryComposeApart(exchange, out needsWriter);
        }

        request.Context?.Trace?.On(request, "sent", upstream);
        if (starts)
        {
            loop.Start();
        }

        output.StartWriter(needsWriter);
        return fits ? null : new TransportError(TransportFailure.RequestTooLarge);
    }

    private void Refuse(StreamExchange exchange, Admission admission)
    {
        if (admission == Admission.Overloaded)
        {
            errors.Fail(exchange, new TransportError(TransportFailure.Overloaded));
            return;
        }

        TransportError reason = state.DrainReason!;
        errors.Fail(exchange, reason, reason.Failure == TransportFailure.Disposed ? StreamRetry.Never : StreamRetry.Unsent);
    }

    private bool TryComposeApart(StreamExchange exchange, out bool needsWriter)
    {
        needsWriter = false;
        if (RequestFrames.Compose(exchange, paddingBlock) is not { } frame)
        {
            return false;
        }

        lock (gate)
        {
            if (exchange.IsWaiting)
            {
                exchange.Frame = frame;
            }
            else if (exchange.IsPending)
            {
                RequestFrames.Append(output.Frames, exchange, frame);
                needsWriter = output.NeedsWriter();
            }
        }

        return true;
    }

    private long DeadlineOf(DnsRequest request, long now)
    {
        if (request.Context is not { } context)
        {
            return long.MaxValue;
        }

        TimeProvider time = services.TimeProvider;
        return ReferenceEquals(context.TimeProvider, time) ? context.Deadline : now + (long)(context.Remaining.TotalSeconds * time.TimestampFrequency);
    }
}
