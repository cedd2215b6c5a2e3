using System.Runtime.CompilerServices;
using Nomen.Client.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>The UDP half: our own transport, which tells why it has no usable response, or any other, whose exceptions are read for it.</summary>
internal sealed class DatagramLeg(IDnsTransport transport, TimeProvider time)
{
    private readonly DatagramTransport? _own = transport as DatagramTransport;

    /// <summary>Asks over UDP, from one timestamp until another at most.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DatagramOutcome> ExchangeAsync(DnsRequest request, long now, long deadline, CancellationToken cancellationToken)
    {
        TimeSpan left = time.GetElapsedTime(now, deadline);
        if (_own is not null && left >= _own.Timeout)
        {
            // The transport's own timer is enough, as it is by default.
            return await _own.ExchangeAsync(request, cancellationToken);
        }

        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return _own is not null ? await _own.ExchangeAsync(request, either.Token) : await SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(DatagramOutcomeKind.Failed, new TransportError(TransportFailure.Timeout) { Upstream = _own?.Upstream, Question = request.Question, Attempts = 1 });
        }
    }

    private static DatagramOutcome Failed(DatagramOutcomeKind kind, TransportError error) => new(kind, null, error);

    private async ValueTask<DatagramOutcome> SendAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            DnsResponse response = await transport.SendAsync(request, cancellationToken);
            return new DatagramOutcome(response.Message.IsTruncated ? DatagramOutcomeKind.Truncated : DatagramOutcomeKind.Response, response, null);
        }
        catch (DnsTransportException e)
        {
            // A bare datagram transport says Protocol when replies look forged or folded; layers between pass that on.
            return e.Failure switch
            {
                TransportFailure.Protocol => Failed(DatagramOutcomeKind.NearMisses, e.Error),
                TransportFailure.RequestTooLarge => Failed(DatagramOutcomeKind.TooLarge, e.Error),
                _ => Failed(DatagramOutcomeKind.Failed, e.Error),
            };
        }
    }
}
