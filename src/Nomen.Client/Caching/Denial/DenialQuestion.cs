using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Denial;

/// <summary>A question to the proofs that are kept, and what may be spent on it.</summary>
internal readonly record struct DenialQuestion
{
    /// <summary>The name asked about.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The type asked for.</summary>
    public required DnsType Type { get; init; }

    /// <summary>Timestamp that decides what still holds.</summary>
    public required long Now { get; init; }

    /// <summary>Timestamps per second.</summary>
    public required long Frequency { get; init; }

    /// <summary>Work left of the client's query; null when nobody counts.</summary>
    public WorkBudget? Budget { get; init; }

    /// <summary>The RRset when it still holds, else null.</summary>
    public DenialRrset? WhenFresh(DenialRrset? rrset) => rrset is not null && rrset.RemainingAt(Now, Frequency) > 0 ? rrset : null;
}
