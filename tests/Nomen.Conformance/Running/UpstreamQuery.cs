using System.Net;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Running;

/// <summary>A query that the device sent into the mock network.</summary>
/// <param name="Message">The query, read by the second reader.</param>
/// <param name="Destination">Where it went.</param>
/// <param name="OverTcp">Whether over a stream.</param>
internal sealed record UpstreamQuery(PlainMessage Message, IPEndPoint Destination, bool OverTcp)
{
    /// <summary>The query as something to match.</summary>
    public MatchSubject Subject => MatchSubject.Of(Message, OverTcp);
}
