using System.Collections.Immutable;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;

namespace Nomen.Server.Zones;

/// <summary>Records that do not make a zone. Lists everything that is wrong, not only the first.</summary>
public sealed class ZoneException : DnsException
{
    /// <summary>Names the zone and what is wrong.</summary>
    public ZoneException(DomainName apex, ImmutableArray<string> problems)
        : base($"Zone {apex} cannot be served: {string.Join(' ', problems)}")
    {
        Apex = apex;
        Problems = problems;
    }

    /// <summary>Name of the zone.</summary>
    public DomainName Apex { get; }

    /// <summary>What is wrong, one sentence each.</summary>
    public ImmutableArray<string> Problems { get; }
}
