using Nomen.Dns.Transports;

namespace Nomen.Client.Hops;

/// <summary>What a <see cref="HopRunner"/> needs to know of its transport.</summary>
internal sealed record HopRules
{
    /// <summary>The server in its textual form.</summary>
    public required string Upstream { get; init; }

    /// <summary>What carries the messages.</summary>
    public required DnsProtocol Protocol { get; init; }

    /// <summary>Name of the log.</summary>
    public required string LogCategory { get; init; }

    /// <summary>Time for one request.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Requests under way at the same time.</summary>
    public required int MaxConcurrentRequests { get; init; }

    /// <summary>Requests that may wait for a place.</summary>
    public required int QueueLimit { get; init; }
}
