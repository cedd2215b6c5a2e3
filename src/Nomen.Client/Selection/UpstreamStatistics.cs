using System.Collections.Immutable;
using Nomen.Dns.Errors;

namespace Nomen.Client.Selection;

/// <summary>What is known of one upstream at one moment. Counts are since it was added; a streamed transfer counts as one request.</summary>
public sealed record UpstreamStatistics
{
    /// <summary>Its label.</summary>
    public required string Label { get; init; }

    /// <summary>Whether it is asked only when the others have failed.</summary>
    public required bool LastResort { get; init; }

    /// <summary>Requests given to it, those under way included.</summary>
    public required long Sent { get; init; }

    /// <summary>Requests that it answered usefully: any response code but SERVFAIL and REFUSED.</summary>
    public required long Answered { get; init; }

    /// <summary>Responses with SERVFAIL.</summary>
    public required long ServFail { get; init; }

    /// <summary>Responses with REFUSED.</summary>
    public required long Refused { get; init; }

    /// <summary>Requests without a response, by kind; a kind that never happened is absent.</summary>
    public required ImmutableSortedDictionary<TransportFailure, long> Failures { get; init; }

    /// <summary>Requests called back because another upstream was faster or the asker left: neither success nor failure.</summary>
    public required long CalledBack { get; init; }

    /// <summary>Requests under way.</summary>
    public required int Outstanding { get; init; }

    /// <summary>Time after which the next upstream would be asked as well, before <see cref="HedgingOptions.MinDelay"/> and <see cref="HedgingOptions.MaxDelay"/>: mean and three deviations.</summary>
    public required TimeSpan Estimate { get; init; }

    /// <summary>Smoothed response time; <see cref="HedgingOptions.InitialEstimate"/> while nothing is known.</summary>
    public required TimeSpan Mean { get; init; }

    /// <summary>Smoothed standard deviation of the response time.</summary>
    public required TimeSpan Deviation { get; init; }

    /// <summary>Whether it gets requests.</summary>
    public required BreakerState Breaker { get; init; }

    /// <summary>Requests without a response, of all kinds.</summary>
    public long Failed => Failures.Values.Sum();
}
