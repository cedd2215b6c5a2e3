using Nomen.Client.Services;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>Makes the errors of one connection's requests: they name upstream, question and attempts.</summary>
internal sealed class StreamErrors(string upstream)
{
    /// <summary>Nobody had asked for anything for too long.</summary>
    public static readonly TransportError Idle = new(TransportFailure.ConnectionClosed) { Detail = "it was idle" };

    /// <summary>The server said that the connection may not be idle at all (RFC 7828 section 3.4).</summary>
    public static readonly TransportError Unwanted = new(TransportFailure.ConnectionClosed) { Detail = "the server wants it closed" };

    /// <summary>The peer sent too much that nobody had asked for.</summary>
    public static readonly TransportError Distrusted = new(TransportFailure.Protocol) { Detail = $"over {StreamConnectionState.MaxMismatches} messages fitted no request" };

    /// <summary>The transport takes no more requests for a reason of its user's.</summary>
    public static readonly TransportError Drained = new(TransportFailure.ConnectionClosed) { Detail = "it is being given up" };

    /// <summary>The request's time ended before the connection was open.</summary>
    public static readonly TransportError StillConnecting = new(TransportFailure.Timeout) { Detail = "the connection was not open yet" };

    /// <summary>An error of the connection, without a request.</summary>
    public TransportError Of(TransportError reason) => reason with { Upstream = upstream };

    /// <summary>An error of one request.</summary>
    public TransportError Of(TransportError reason, StreamExchange exchange) => reason with
    {
        Upstream = upstream,
        Question = exchange.Request.Question,
        Attempts = exchange.Attempts,
        Detail = reason.Detail ?? (exchange.BadSignatures > 0 ? SignatureDetail.For(exchange.BadSignatures) : null),
    };

    /// <summary>Ends a request with an error.</summary>
    public void Fail(StreamExchange exchange, TransportError reason, StreamRetry retry = StreamRetry.Never) =>
        exchange.Fail(new StreamOutcome { Error = Of(reason, exchange), Retry = retry });
}
