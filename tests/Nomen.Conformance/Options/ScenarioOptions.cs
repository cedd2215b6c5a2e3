using System.Collections.Immutable;

namespace Nomen.Conformance.Options;

/// <summary>What a configuration block asks for. Defaults are those of the source projects, not the product's: a device sets each explicitly.</summary>
internal sealed record ScenarioOptions
{
    /// <summary>Names of the honoured options that the file sets. A device that does not use one of them cannot run the file.</summary>
    public ImmutableSortedSet<string> Set { get; init; } = [];

    // Where queries go.
    public ImmutableArray<ZoneOption> StubZones { get; init; } = [];
    public ImmutableArray<ZoneOption> ForwardZones { get; init; } = [];
    public string? RootHints { get; init; }
    public string RootServerName { get; init; } = "k.root-servers.net";
    public bool TcpUpstream { get; init; }
    public bool UseIPv4 { get; init; } = true;
    public bool UseIPv6 { get; init; } = true;
    public bool DoNotQueryLocalhost { get; init; } = true;

    // Validation.
    public ImmutableArray<string> TrustAnchors { get; init; } = [];
    public ImmutableArray<string> AutotrustFiles { get; init; } = [];
    public ImmutableArray<string> InsecureDomains { get; init; } = [];
    public DateTimeOffset? SignatureTime { get; init; }
    public bool HardenAlgorithmDowngrade { get; init; }
    public bool HardenDnssecStripped { get; init; } = true;
    public ImmutableArray<int> Nsec3Iterations { get; init; } = [1024, 150, 2048, 150, 4096, 150];
    public int MaxValidationRestarts { get; init; } = 5;
    public bool AggressiveNsec { get; init; } = true;
    public bool DnsErrorReporting { get; init; }

    // Recursion.
    public bool? QnameMinimisation { get; init; }
    public ImmutableArray<int> TargetFetchPolicy { get; init; } = [3, 2, 1, 0, 0];
    public bool HardenGlue { get; init; } = true;
    public bool HardenBelowNxDomain { get; init; } = true;
    public bool HardenReferralPath { get; init; }
    public bool HardenUnknownAdditional { get; init; }
    public bool HardenUnverifiedGlue { get; init; }
    public bool ScrubPromiscuous { get; init; } = true;
    public int MaxNameServers { get; init; } = 20;
    public int MaxUpstreamQueries { get; init; } = 200;
    public int MaxQueryRestarts { get; init; } = 11;
    public int UpstreamTries { get; init; } = 5;
    public int? MaxConcurrentQueries { get; init; }
    public ImmutableArray<string> PrivateAddresses { get; init; } = [];
    public ImmutableArray<string> PrivateDomains { get; init; } = [];
    public bool DisableDnssecOk { get; init; }
    public ImmutableArray<string> Modules { get; init; } = ["validator", "iterator"];

    // Cache and answers.
    public string? MessageCacheSize { get; init; }
    public string? RrsetCacheSize { get; init; }
    public int? MessageCacheSlabs { get; init; }
    public int? DiscardTimeoutMilliseconds { get; init; }
    public bool MinimalResponses { get; init; } = true;
    public bool RotateRrsets { get; init; } = true;
    public uint MaxTtl { get; init; } = 86400;
    public uint MinTtl { get; init; }
    public uint MaxNegativeTtl { get; init; } = 3600;
    public uint MinNegativeTtl { get; init; }
    public bool ServeOriginalTtl { get; init; }
    public bool ServeExpired { get; init; }
    public int ServeExpiredClientTimeoutMilliseconds { get; init; } = 1800;
    public uint ServeExpiredReplyTtl { get; init; } = 30;
    public uint ServeExpiredTtl { get; init; } = 86400;
    public bool ServeExpiredTtlReset { get; init; }
    public bool Prefetch { get; init; }
    public bool PrefetchKeys { get; init; }
    public bool ExtendedErrors { get; init; }
    public bool ExtendedErrorsWhenExpired { get; init; }

    // Client subnet.
    public ImmutableArray<string> ClientSubnetServers { get; init; } = [];
    public ImmutableArray<string> ClientSubnetZones { get; init; } = [];
    public bool AlwaysForwardClientSubnet { get; init; }
    public int MaxClientSubnetIPv4 { get; init; } = 24;
    public int MaxClientSubnetIPv6 { get; init; } = 56;

    // The front end.
    public ImmutableArray<string> AccessControl { get; init; } = [];
    public bool AnswerCookies { get; init; }
    public string? CookieSecret { get; init; }
    public bool TcpKeepalive { get; init; }
    public int TcpKeepaliveMilliseconds { get; init; } = 120_000;
    public string? Nsid { get; init; }
    public ImmutableArray<string> LocalData { get; init; } = [];

    /// <summary>Requires that a device honours all that the file sets.</summary>
    /// <exception cref="UnsupportedOptionException">It does not honour one.</exception>
    public void RequireOnly(params IEnumerable<string> honoured)
    {
        if (Set.Except(honoured) is [var first, ..])
        {
            throw new UnsupportedOptionException(first);
        }
    }
}
