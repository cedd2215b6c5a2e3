using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>The stream half: our own transport, which takes the deadline, or any other, which is given a token for it.</summary>
internal sealed class StreamLeg(IDnsTransport transport, TimeProvider time)
{
    private readonly MultiStreamTransport? _own = transport as MultiStreamTransport;

    /// <summary>Asks over the stream, until a timestamp at most.</summary>
    public async ValueTask<UpstreamOutcome> ExchangeAsync(DnsRequest request, long deadline, int earlierAttempts, CancellationToken cancellationToken)
    {
        if (_own is not null)
        {
            StreamOutcome outcome = await _own.ExchangeAsync(request, deadline, earlierAttempts, cancellationToken);
            return outcome.Response is null && outcome.Error is null
                ? throw new OperationCanceledException(cancellationToken)
                : new UpstreamOutcome(outcome.Response, outcome.Error);
        }

        TimeSpan left = time.GetElapsedTime(time.GetTimestamp(), deadline);
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return new UpstreamOutcome(await transport.SendAsync(request, either.Token), null);
        }
        catch (DnsTransportException e)
        {
            return new UpstreamOutcome(null, e.Error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UpstreamOutcome(null, new TransportError(TransportFailure.Timeout) { Question = request.Question, Attempts = earlierAttempts + 1 });
        }
    }
}
