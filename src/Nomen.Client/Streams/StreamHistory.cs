using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>What one connection has achieved, and what its end means for its requests and its upstream. Pure, not thread-safe.</summary>
internal sealed class StreamHistory
{
    /// <summary>Whether it was ever open.</summary>
    public bool WasOpen { get; set; }

    /// <summary>Whether it brought a response.</summary>
    public bool HasReplies { get; set; }

    /// <summary>What its end, which was not ours, says about the upstream.</summary>
    /// <param name="hadRequests">Whether any were under way.</param>
    /// <param name="failure">What ended it. A server that refuses this client, after the handshake even, refuses the next connection as well.</param>
    public StreamEndKind KindOfEnd(bool hadRequests, TransportFailure failure)
    {
        if (!WasOpen || failure == TransportFailure.Tls)
        {
            return StreamEndKind.NotConnected;
        }

        return hadRequests && !HasReplies ? StreamEndKind.Fruitless : StreamEndKind.Theirs;
    }

    /// <summary>Whether a request that the end of the connection took out may be sent on another.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="lot">What the writer has taken.</param>
    public StreamRetry RetryAfterEnd(StreamExchange exchange, long lot)
    {
        if (!WasOpen)
        {
            return StreamRetry.NotConnected;
        }

        if (exchange.IsWaiting || exchange.Lot >= lot)
        {
            return StreamRetry.Unsent;
        }

        return exchange.OnOpenConnection || HasReplies ? StreamRetry.ConnectionLost : StreamRetry.NewConnectionLost;
    }
}
