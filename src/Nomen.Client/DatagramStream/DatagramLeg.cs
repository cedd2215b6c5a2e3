using Nomen.Client.Datagram;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>The UDP half: our own transport, which tells why it has no usable response, or any other, whose responses and exceptions are read for it.</summary>
internal sealed class DatagramLeg(IDnsTransport transport, TimeProvider time)
{
    private readonly DatagramTransport? _own = transport as DatagramTransport;

    /// <summary>Asks over UDP, from one timestamp until another at most.</summary>
    public ValueTask<DatagramOutcome> ExchangeAsync(DnsRequest request, long now, long deadline, CancellationToken cancellationToken)
    {
        TimeSpan left = time.GetElapsedTime(now, deadline);
        return _own is not null ? _own.ExchangeAsync(request, left, cancellationToken) : SendAsync(request, left, cancellationToken);
    }

    /// <summary>The server, asked over the stream, has no cookies any more.</summary>
    public void ForgetServerCookies() => _own?.ForgetServerCookies();

    private async ValueTask<DatagramOutcome> SendAsync(DnsRequest request, TimeSpan left, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            DnsResponse response = await transport.SendAsync(request, either.Token);
            return new DatagramOutcome(KindOf(request, response), response, null);
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
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // How often it was sent is the layer's own secret; once at least.
            return Failed(DatagramOutcomeKind.Failed, new TransportError(TransportFailure.Timeout) { Question = request.Question, Attempts = 1 });
        }
    }

    private static DatagramOutcomeKind KindOf(DnsRequest request, DnsResponse response)
    {
        if (response.Message.IsTruncated)
        {
            return DatagramOutcomeKind.Truncated;
        }

        // Whoever sends a cookie of its own wants to see what becomes of it.
        return response.Rcode == Rcode.BadCookie && request.Edns?.Find<CookieOption>() is null ? DatagramOutcomeKind.BadCookie : DatagramOutcomeKind.Response;
    }

    private static DatagramOutcome Failed(DatagramOutcomeKind kind, TransportError error) => new(kind, null, error);
}
