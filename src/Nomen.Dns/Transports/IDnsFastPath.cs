namespace Nomen.Dns.Transports;

/// <summary>A transport that can answer some queries at once, wire to wire: what a server's receive loop calls before anything asynchronous.</summary>
/// <remarks>
/// Only the topmost layer is asked. A layer that wraps a fast path must not pass it on, or whatever it does (a block list, say) would be skipped.
/// </remarks>
public interface IDnsFastPath
{
    /// <summary>Answers from memory, without allocation, lock or wait; false when the query must go through <see cref="IDnsTransport.SendAsync"/>.</summary>
    /// <param name="query">The query, after access control.</param>
    /// <param name="destination">Where to write; its length is the size limit, the OPT record that the server adds not included. A response that does not fit is truncated (TC).</param>
    /// <param name="answer">What was written. The ID is the query's; there is no OPT record.</param>
    bool TryAnswer(in WireQuery query, Span<byte> destination, out FastAnswer answer);
}
