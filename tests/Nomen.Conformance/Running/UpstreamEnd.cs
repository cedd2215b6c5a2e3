using System.Collections.Immutable;

namespace Nomen.Conformance.Running;

/// <summary>How a query into the mock network ends.</summary>
/// <param name="Kind">How.</param>
/// <param name="Messages">The reply's messages.</param>
internal sealed record UpstreamEnd(UpstreamEndKind Kind, ImmutableArray<byte[]> Messages)
{
    public static UpstreamEnd Timeout { get; } = new(UpstreamEndKind.Timeout, []);

    public static UpstreamEnd Closed { get; } = new(UpstreamEndKind.Closed, []);

    public static UpstreamEnd Reply(ImmutableArray<byte[]> messages) => new(UpstreamEndKind.Reply, messages);
}
