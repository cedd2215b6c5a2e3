using System.Collections.Immutable;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Matching;

/// <summary>What arrived, to be held against an entry.</summary>
/// <param name="Messages">The message; several for a reply of several; none when the connection was closed.</param>
/// <param name="OverTcp">Whether it came over a stream.</param>
internal sealed record MatchSubject(ImmutableArray<PlainMessage> Messages, bool OverTcp)
{
    /// <summary>One message.</summary>
    public static MatchSubject Of(PlainMessage message, bool overTcp = false) => new([message], overTcp);

    /// <summary>Nothing came: the connection was closed.</summary>
    public static MatchSubject Closed { get; } = new([], OverTcp: true);
}
