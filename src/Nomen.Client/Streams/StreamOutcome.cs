using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>How one request on one connection ended: a response, an error, or the caller's cancellation.</summary>
internal readonly struct StreamOutcome
{
    /// <summary>The response; null when there is none.</summary>
    public DnsResponse? Response { get; init; }

    /// <summary>Why there is no response; null when there is one, or when the caller cancelled.</summary>
    public TransportError? Error { get; init; }

    /// <summary>The token that cancelled the request.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>Whether it may be sent again on another connection.</summary>
    public StreamRetry Retry { get; init; }

    /// <summary>The response; throws when there is none, a new exception each time.</summary>
    public DnsResponse ResponseOrThrow()
    {
        if (Response is { } response)
        {
            return response;
        }

        throw Error is { } error ? error.ToException() : new OperationCanceledException(Cancelled);
    }
}
