using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Bench;

/// <summary>What <c>bench</c> has of its own on the command line.</summary>
internal sealed record BenchOptions
{
    /// <summary>Queries to each server over each transport. Default 20; 1 to 100,000.</summary>
    public int Count { get; init; }

    /// <summary>Rounds at the same time. Default 1, so that latencies are those of a quiet line; 1 to 1,000.</summary>
    public int Concurrency { get; init; }

    /// <summary>Transports for server words without a scheme; empty for what the flags say.</summary>
    public ImmutableArray<UpstreamScheme> Transports { get; init; } = [];

    /// <summary>Whether each query has a label of its own in front of the name, so that no cache knows the answer.</summary>
    public bool UseUniqueNames { get; init; }

    /// <exception cref="UsageException">A value is none.</exception>
    public static BenchOptions Take(VerbOptions options) => new()
    {
        Count = options.TakeNumber("count", 1, 100_000, 20),
        Concurrency = options.TakeNumber("concurrency", 1, 1_000, 1),
        Transports = [.. (options.TakeValue("transports") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadScheme)],
        UseUniqueNames = options.TakeSwitch("unique"),
    };

    private static UpstreamScheme ReadScheme(string text) =>
        UpstreamAddress.TryParse(text + "://localhost", out UpstreamAddress? address)
            ? address.Scheme
            : throw new UsageException($"option '--transports' takes a list of udp, tcp, udp+tcp, tls, https, h3, quic, not '{text}'");
}
