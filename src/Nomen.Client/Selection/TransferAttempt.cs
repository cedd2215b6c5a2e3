using System.Runtime.ExceptionServices;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>One zone transfer at one upstream, from taking a place there to giving it back.</summary>
internal sealed class TransferAttempt(HedgingEngine engine, UpstreamMember member, bool isTrial)
{
    private IAsyncEnumerator<DnsResponse>? _messages;
    private Exception? _exception;
    private AttemptEnd _end = AttemptEnd.CalledBack;
    private TransportFailure _failure;

    /// <summary>The first message; null when there is none.</summary>
    public DnsResponse? First { get; private set; }

    /// <summary>What the first message, or its absence, is worth.</summary>
    public HedgeVerdict Verdict { get; private set; }

    /// <summary>Asks, and waits for the first message.</summary>
    public async ValueTask OpenAsync(IDnsStreamingTransport transport, DnsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            _messages = transport.SendStreamingAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            First = await NextAsync();
            _end = First?.Rcode switch
            {
                Rcode.ServFail => AttemptEnd.ServFail,
                Rcode.Refused => AttemptEnd.Refused,
                _ => AttemptEnd.Answered,
            };
        }
        catch (DnsException exception)
        {
            _exception = exception;
        }

        Verdict = engine.Judge(First, _exception);
        if (_exception is not null && Verdict == HedgeVerdict.Final)
        {
            ExceptionDispatchInfo.Throw(_exception);
        }
    }

    /// <summary>The next message; null at the end.</summary>
    public async ValueTask<DnsResponse?> NextAsync()
    {
        try
        {
            return await _messages!.MoveNextAsync() ? _messages.Current : null;
        }
        catch (DnsException exception)
        {
            _end = AttemptEnd.Failed;
            _failure = exception is DnsTransportException error ? error.Failure : TransportFailure.Protocol;
            throw;
        }
    }

    /// <summary>Ends it, and gives the place back.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            if (_messages is not null)
            {
                await _messages.DisposeAsync();
            }
        }
        finally
        {
            engine.Learn(member, new AttemptReport(_end, Elapsed: -1, engine.Now, isTrial, IsContradicted: false, _failure, First?.Upstream));
        }
    }

    /// <summary>The first message, or what came instead.</summary>
    public DnsResponse FirstOrThrow()
    {
        if (_exception is not null)
        {
            ExceptionDispatchInfo.Throw(_exception);
        }

        return First!;
    }
}
